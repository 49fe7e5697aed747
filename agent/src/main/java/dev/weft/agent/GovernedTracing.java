package dev.weft.agent;

import dev.weft.agent.governor.Level;
import dev.weft.agent.live.SamplingControl;
import dev.weft.agent.status.GovernorCounts;
import dev.weft.sampler.Thinning;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.HeadSampler;
import dev.weft.tracing.SampledSpans;
import dev.weft.tracing.StartView;
import dev.weft.tracing.TracerSpans;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The tracing of each level of the governor. A step puts other tracing in force, as a whole: a
 * request sees no more of it than the read of {@link Tracing#current} that is there anyway, and
 * ends as it began.
 */
final class GovernedTracing implements Consumer<Level>, GovernorCounts {
  private static final double SHARE = 0.1;

  private final SampledSpans spans;
  private final TextMapPropagator propagator;
  private final TracingSettings settings;
  private final TracingSettings withoutDetails;
  private final HeadSampler sampler;
  private final SamplingControl control;
  private final Thinning thinning = new Thinning(SHARE);
  private final Untraced untraced = new Untraced();

  GovernedTracing(
      SampledSpans spans,
      TextMapPropagator propagator,
      TracingSettings settings,
      TracingSettings withoutDetails,
      HeadSampler sampler,
      SamplingControl control) {
    this.spans = spans;
    this.propagator = propagator;
    this.settings = settings;
    this.withoutDetails = withoutDetails;
    this.sampler = sampler;
    this.control = control;
  }

  @Override
  public void accept(Level level) {
    control.thin(level.compareTo(Level.SAMPLING) < 0 ? null : thinning);
    if (level == Level.OFF) {
      Tracing.configure(TracerSpans.NOOP, propagator, withoutDetails, untraced);
    } else {
      TracingSettings captured = level == Level.FULL ? settings : withoutDetails;
      Tracing.configure(spans, propagator, captured, sampler);
    }
  }

  @Override
  public long thinnedRequests() {
    return thinning.dropped();
  }

  @Override
  public long untracedOperations() {
    return untraced.operations.sum();
  }

  /** Drops nothing, as the spans record nothing, and counts the operations. */
  private static final class Untraced implements HeadSampler {
    private final LongAdder operations = new LongAdder();

    @Override
    public <Q> HeadDecision decide(Context parent, StartView<Q> start, Q request) {
      operations.increment();
      return HeadDecision.SAMPLED;
    }

    @Override
    public DroppedSpans droppedSpans() {
      return DroppedSpans.SILENT;
    }
  }
}
