package dev.weft.sampler;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.trace.SpanContext;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a share of traces by consistent probability: those whose randomness reaches a threshold,
 * which rate limits may raise. What is kept publishes the threshold it was decided with, unless a
 * hard limit was in the way.
 */
final class ConsistentShare implements Choice {
  private static final HeadDecision NOT_JOINED = HeadDecision.dropped(0, ParentThreshold.ERASED);

  private final double probability;
  private final Threshold threshold;
  private final RateLimits limits;
  private final TraceRandomness randomness;

  /** The threshold that was published last, likely to be published again. */
  private volatile Threshold lastPublished;

  /**
   * A share.
   *
   * @param probability more than 0 and at most 1, as long as no limit lowers it
   */
  ConsistentShare(double probability, RateLimits limits, TraceRandomness randomness) {
    this.threshold = Threshold.of(probability);
    this.probability = threshold.probability();
    this.limits = limits;
    this.randomness = randomness;
    this.lastPublished = threshold;
  }

  @Override
  public HeadDecision begin(long traceIdLow, Tally tally) {
    long id = traceIdLow == 0 ? TraceRandomness.draw() : traceIdLow;
    TraceStateChange change = decide(TraceRandomness.of(id), tally);
    return tally.count(
        change == null
            ? HeadDecision.dropped(id, TraceStateChange.NONE)
            : HeadDecision.sampled(id, change));
  }

  @Override
  public HeadDecision join(SpanContext parent, Tally tally) {
    TraceStateChange change = decide(randomness.of(parent), tally);
    return tally.count(change == null ? NOT_JOINED : HeadDecision.sampled(0, change));
  }

  /** What is to be published, or null if the span is dropped. */
  private @Nullable TraceStateChange decide(long r, Tally tally) {
    if (limits.isEmpty()) {
      return r >= threshold.value() ? threshold : null;
    }
    long raised = Threshold.lowered(threshold.value(), limits.fraction(probability));
    if (r < raised || !limits.admit(tally)) {
      return null;
    }
    return limits.areBinding() ? ParentThreshold.ERASED : published(raised);
  }

  private Threshold published(long value) {
    Threshold last = lastPublished;
    if (last.value() != value) {
      last = value == threshold.value() ? threshold : new Threshold(value);
      lastPublished = last;
    }
    return last;
  }
}
