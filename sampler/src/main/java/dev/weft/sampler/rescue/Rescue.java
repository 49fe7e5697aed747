package dev.weft.sampler.rescue;

import dev.weft.sampler.HardLimit;
import dev.weft.sampler.NanoClock;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.UnsampledSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Records what the head sampler dropped, and exports it if it turns out to be worth it.
 *
 * <p>Nothing here blocks: the threads of the application take chunks of memory, give verdicts, and
 * hand rescued spans to an exporter that only puts them into its queue.
 */
public final class Rescue implements DroppedSpans {
  private final SpanEnvironment environment;
  private final Consumer<SpanData> exporter;
  private final ThreadFactory threads;
  private final RescueAccounting accounting = new RescueAccounting();
  private final LiveFragments live = new LiveFragments();
  private final RescueMemory memory = new RescueMemory(this);
  private final AtomicBoolean watched = new AtomicBoolean();
  private final NanoClock nanos;
  private volatile RescueSettings settings = RescueSettings.builder().build();
  private volatile HardLimit limit;

  /**
   * A rescue that is off until it is {@linkplain #configure configured}.
   *
   * @param exporter takes over rescued spans; must not block
   * @param threads makes the one thread that looks for stuck requests
   */
  public Rescue(SpanEnvironment environment, Consumer<SpanData> exporter, ThreadFactory threads) {
    this.environment = environment;
    this.exporter = exporter;
    this.threads = threads;
    this.nanos = new EnvironmentClock(environment);
    this.limit = limit(settings);
  }

  /** Puts settings in force: for verdicts from now on, whenever their requests have begun. */
  public void configure(RescueSettings settings) {
    HardLimit limited = limit(settings);
    this.settings = settings;
    this.limit = limited;
    if (settings.isOn() && watched.compareAndSet(false, true)) {
      threads.newThread(new StuckWatch(this)).start();
    }
  }

  private HardLimit limit(RescueSettings settings) {
    return new HardLimit(settings.perSecond(), nanos);
  }

  /** What makes spans with the settings in force: this, or who records nothing if it is off. */
  public DroppedSpans droppedSpans() {
    return settings.isOn() ? this : DroppedSpans.SILENT;
  }

  /** What became of what was recorded so far. */
  public RescueAccounting accounting() {
    return accounting;
  }

  @Override
  public Span start(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      @Nullable Span parent,
      HeadDecision decision) {
    RescueSettings current = settings;
    if (parent instanceof RescueSpan) {
      Fragment fragment = ((RescueSpan) parent).fragment();
      return fragment.wantsMore()
          ? new RescueSpan(fragment, parent, decision, scope, kind, name, nanoTime())
          : new UnsampledSpan(parent, decision);
    }
    if (!current.isOn() || decision.isUnwanted() || parent instanceof UnsampledSpan) {
      return new UnsampledSpan(parent, decision);
    }
    return startRoot(scope, kind, name, parent, decision, current);
  }

  private Span startRoot(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      @Nullable Span parent,
      HeadDecision decision,
      RescueSettings current) {
    long now = nanoTime();
    Fragment fragment = new Fragment(this, environment.clock().now() - now);
    RescueSpan root = new RescueSpan(fragment, parent, decision, scope, kind, name, now);
    fragment.setRoot(root);
    accounting.addStarted();
    memory.open(fragment);
    if (fragment.isOpen()) {
      Fragment gone = live.add(fragment, now, current.rules().leastNanos());
      if (gone != null) {
        gone.close(Verdict.EVICTED);
      }
    }
    return root;
  }

  /**
   * The verdict at the end of a root, or when its caller is to be told.
   *
   * @param nanos by the clock's {@code nanoTime}
   * @param failed whether the root is known to have failed, beyond what its span says
   * @param route the route as far as the span does not hold it yet
   */
  Verdict judge(Fragment fragment, long nanos, boolean failed, @Nullable String route) {
    RescueRules rules = settings.rules();
    RescueSpan root = fragment.root();
    long took = nanos - root.startNanos();
    boolean bad = failed || root.hasFailed();
    if (!bad && took < rules.leastNanos() && !fragment.isRescuedDownstream()) {
      return Verdict.DISCARDED;
    }
    return limited(rules.judge(root.request(route), bad, took, fragment.isRescuedDownstream()));
  }

  /** The verdict about a fragment whose root does not end. */
  Verdict judgeStuck(Fragment fragment) {
    boolean never = settings.rules().isNever(fragment.root().request(null));
    return never ? Verdict.DISCARDED : limited(Verdict.STUCK);
  }

  private Verdict limited(Verdict verdict) {
    return !verdict.rescues() || limit.take() ? verdict : Verdict.SUPPRESSED;
  }

  /** Makes a fragment that has outgrown the memory fit in: others give way, or it does itself. */
  void makeRoom(Fragment needy) {
    long now = nanoTime();
    long slowNanos = settings.rules().leastNanos();
    while (memory.used() > settings.memoryBytes()) {
      Fragment oldest = live.oldestFast(now, slowNanos);
      if (oldest == null || oldest == needy) {
        needy.close(Verdict.EVICTED);
        return;
      }
      oldest.close(Verdict.EVICTED);
    }
  }

  /** Called by a fragment that has got its verdict, once its list is closed. */
  void closed(Fragment fragment, Verdict verdict, int bytes) {
    live.remove(fragment);
    memory.release(bytes);
    accounting.addFragment(verdict);
  }

  /** Called once for each ended span of a fragment that has its verdict. */
  void settle(RescueSpan span, Verdict outcome) {
    accounting.addSpan(outcome);
    String reason = outcome.reason();
    if (reason != null) {
      exporter.accept(new RescuedSpan(span, reason));
    }
  }

  LiveFragments live() {
    return live;
  }

  RescueMemory memory() {
    return memory;
  }

  RescueSettings settings() {
    return settings;
  }

  SpanEnvironment environment() {
    return environment;
  }

  private long nanoTime() {
    return environment.clock().nanoTime();
  }

  private static final class EnvironmentClock implements NanoClock {
    private final Clock clock;

    EnvironmentClock(SpanEnvironment environment) {
      this.clock = environment.clock();
    }

    @Override
    public long nanos() {
      return clock.nanoTime();
    }
  }
}
