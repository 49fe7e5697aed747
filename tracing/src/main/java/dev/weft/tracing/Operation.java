package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Work that has begun and will end once: a span, and the context that is current while it runs.
 *
 * <p>The thread that starts an operation has its context current until it calls {@link #detach} or
 * ends the operation. Any thread may end it; only the first end counts.
 */
public abstract class Operation {
  private static final AtomicIntegerFieldUpdater<Operation> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Operation.class, "ended");

  /** By this a context gives the operation that it is inside of, of whatever kind. */
  static final ContextKey<Operation> ANY = ContextKey.named("weft-operation");

  /** Contexts that are handed on and on may be inside of many operations, all long over. */
  private static final int DEEPEST = 64;

  private final Tracing tracing;
  private final Span span;
  private final OperationContext context;

  // Both are touched by the thread that attached, and by no other: `attached` tells which it is. A
  // context taken away from another thread would be one that thread holds rightly.
  private @Nullable Thread attached;
  private @Nullable Context previous;

  private final @Nullable OperationCost cost;
  private volatile int ended;
  private volatile @Nullable Repetitions repetitions;

  /**
   * An operation that is not current anywhere yet.
   *
   * @param parent the context to which the operation's own adds its span and itself
   * @param key where the context keeps the operation
   */
  protected Operation(Tracing tracing, Span span, Context parent, ContextKey<?> key) {
    this.tracing = tracing;
    this.span = span;
    this.context = new OperationContext(parent, span, key, this);
    this.cost = OperationCost.begun();
  }

  /**
   * Makes the operation's context current on the calling thread.
   *
   * @param current what is current now and will be again
   */
  protected final void attach(Context current) {
    previous = current;
    attached = Thread.currentThread();
    EnteredContext.enter(context);
  }

  /**
   * Makes the context current again that was so before the operation started, though the operation
   * goes on. Has an effect once, and only on the thread that started the operation.
   *
   * <p>The earlier context comes back whatever is current now: what somebody left behind during the
   * operation must not reach the thread's next one.
   */
  public final void detach() {
    restore();
    if (cost != null) {
      cost.ended();
    }
  }

  private void restore() {
    if (attached != Thread.currentThread()) {
      return;
    }
    Context before = previous;
    attached = null;
    previous = null;
    EnteredContext.leave(before);
  }

  /** The span, recording or not. */
  public final Span span() {
    return span;
  }

  /** The context in which this operation's work runs, on whatever thread. */
  public final Context context() {
    return context;
  }

  /** Whether the operation has ended. */
  public final boolean isEnded() {
    return ended != 0;
  }

  /** The tracing under which the operation started. */
  protected final Tracing tracing() {
    return tracing;
  }

  /** Claims the end. Answers true to one caller only. */
  protected final boolean claimEnd() {
    if (!ENDED.compareAndSet(this, 0, 1)) {
      return false;
    }
    if (cost != null) {
      cost.ending();
    }
    Repetitions counted = repetitions;
    if (counted != null) {
      counted.write(span, tracing.settings());
    }
    return true;
  }

  /** The outermost operation that a context is inside of; null if none, or if it has ended. */
  static @Nullable Operation outermost(Context context) {
    Operation found = context.get(ANY);
    Operation above = found;
    for (int i = 0; above != null && i < DEEPEST; i++) {
      found = above;
      above = above.context.parent().get(ANY);
    }
    return found == null || found.isEnded() ? null : found;
  }

  /** What repeats itself in this operation. Made when it is asked for first. */
  final Repetitions repetitions() {
    Repetitions known = repetitions;
    return known == null ? newRepetitions() : known;
  }

  private synchronized Repetitions newRepetitions() {
    Repetitions known = repetitions;
    if (known == null) {
      known = new Repetitions();
      repetitions = known;
    }
    return known;
  }
}
