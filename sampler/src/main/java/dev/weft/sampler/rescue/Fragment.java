package dev.weft.sampler.rescue;

import dev.weft.sampler.recording.SpanEnvironment;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * What this process knows of one trace below one local root that the head sampler dropped. Ended
 * spans gather in a list until there is a verdict, which comes once: at the root's end, or before
 * it if the root is stuck, the caller is to be told, or memory is needed. Spans that end later
 * follow the verdict one by one.
 *
 * <p>Lock-free. The verdict stands before the list is closed, so whoever finds the list closed
 * finds a verdict: each span is either in the list when it is closed, or settled by itself.
 */
final class Fragment {
  private static final AtomicReferenceFieldUpdater<Fragment, Verdict> VERDICT =
      AtomicReferenceFieldUpdater.newUpdater(Fragment.class, Verdict.class, "verdict");
  private static final AtomicReferenceFieldUpdater<Fragment, Object> ENDED =
      AtomicReferenceFieldUpdater.newUpdater(Fragment.class, Object.class, "ended");
  private static final Object CLOSED = new Object();

  private final Rescue rescue;
  private final SpanEnvironment environment;
  private final long epochOffset;
  private final Thread thread = Thread.currentThread();
  private @Nullable RescueSpan root;
  private volatile int slot = LiveFragments.NO_SLOT;

  /** The {@link RescueSpan} on top of the list, null while there is none, or {@link #CLOSED}. */
  private volatile @Nullable Object ended;

  private volatile @Nullable Verdict verdict;
  private volatile boolean suspect;
  private volatile boolean downstream;
  private volatile boolean rootEnded;

  /**
   * @param epochOffset what makes epoch time of the clock's {@code nanoTime}
   */
  Fragment(Rescue rescue, long epochOffset) {
    this.rescue = rescue;
    this.environment = rescue.environment();
    this.epochOffset = epochOffset;
  }

  /** Called once, before any other thread knows the fragment. */
  void setRoot(RescueSpan root) {
    this.root = root;
  }

  RescueSpan root() {
    RescueSpan known = root;
    if (known == null) {
      throw new IllegalStateException("a fragment without a root");
    }
    return known;
  }

  /** Called by a span of this fragment, once, when it has ended. */
  void ended(RescueSpan span) {
    if (span == root) {
      rootEnded = true;
      Verdict known = verdict;
      settle(span, known == null ? close(judge(span.endNanos(), false, null)) : known);
      return;
    }
    Verdict known = keep(span);
    if (known != null) {
      settle(span, isLate(known, span.endNanos()) ? Verdict.DISCARDED : known);
    }
  }

  private Verdict judge(long nanos, boolean failed, @Nullable String route) {
    return rescue.judge(this, nanos, failed, route);
  }

  /**
   * Gives the verdict now if it is to rescue, because the caller can be told now and not later.
   *
   * @param failed whether the root has failed, though its span may not say so yet
   * @param route the route as far as the span does not hold it yet
   */
  boolean announces(boolean failed, @Nullable String route) {
    Verdict known = verdict;
    if (known == null) {
      Verdict wanted = judge(environment.clock().nanoTime(), failed, route);
      known = wanted.rescues() ? close(wanted) : wanted;
    }
    if (known.rescues()) {
      rescue.accounting().addAnnounced();
    }
    return known.rescues();
  }

  /**
   * Adds a span to the list.
   *
   * @return the verdict if the list is closed
   */
  private @Nullable Verdict keep(RescueSpan span) {
    while (true) {
      Object last = ended;
      if (last == CLOSED) {
        return verdict;
      }
      RescueSpan below = (RescueSpan) last;
      if (below != null && below.count() >= rescue.settings().spansPerFragment()) {
        return Verdict.EVICTED;
      }
      span.stack(below);
      if (ENDED.compareAndSet(this, last, span)) {
        rescue.memory().grow(this, below == null ? 0 : below.bytes(), span.bytes());
        return null;
      }
    }
  }

  /**
   * Gives the verdict, unless there is one already, and settles the spans of the list.
   *
   * @return the verdict that counts
   */
  Verdict close(Verdict wanted) {
    if (!VERDICT.compareAndSet(this, null, wanted)) {
      Verdict first = verdict;
      return first == null ? wanted : first;
    }
    RescueSpan kept = (RescueSpan) ENDED.getAndSet(this, CLOSED);
    rescue.closed(this, wanted, kept == null ? 0 : kept.bytes());
    while (kept != null) {
      RescueSpan next = kept.below();
      kept.unstack();
      settle(kept, wanted);
      kept = next;
    }
    return wanted;
  }

  private void settle(RescueSpan span, Verdict outcome) {
    rescue.settle(span, outcome);
  }

  /** Whether spans that are started, or written to, still have a chance to be exported. */
  boolean wantsMore() {
    Verdict known = verdict;
    return known == null || known.rescues() && !isLate(known, environment.clock().nanoTime());
  }

  private boolean isLate(Verdict known, long nanos) {
    return known.rescues()
        && rootEnded
        && nanos - root().endNanos() > rescue.settings().graceNanos();
  }

  /** Says that something went wrong, so that this fragment is among the last to give way. */
  void suspect() {
    if (!suspect) {
      suspect = true;
    }
  }

  boolean isSuspect(long nowNanos, long slowNanos) {
    return suspect || downstream || nowNanos - root().startNanos() >= slowNanos;
  }

  /** Whether services that call each other tell of rescues. */
  boolean passesRescuesOn() {
    return rescue.settings().upstream();
  }

  /**
   * A service that was called from here says that it has rescued its part.
   *
   * @param ours whether that is a part of this trace
   */
  void heard(boolean ours) {
    if (ours) {
      downstream = true;
      rescue.accounting().addHeard();
    } else {
      rescue.accounting().addForeign();
    }
  }

  boolean isRescuedDownstream() {
    return downstream;
  }

  boolean isOpen() {
    return verdict == null;
  }

  SpanEnvironment environment() {
    return environment;
  }

  /** What makes epoch time of the clock's {@code nanoTime}. */
  long epochOffset() {
    return epochOffset;
  }

  /** Where the fragment stands among the live ones. */
  int slot() {
    return slot;
  }

  void setSlot(int slot) {
    this.slot = slot;
  }

  /** The thread on which the root was started; by now it may do something else. */
  Thread thread() {
    return thread;
  }
}
