package dev.weft.sampler;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceId;

/**
 * Keeps a share of traces as OpenTelemetry for Java does for {@code traceidratio}: those whose low
 * 63 bits are small. It publishes no threshold, since these are not the ones that a threshold
 * keeps.
 */
final class TraceIdRatio implements Choice {
  private static final int LOW_DIGITS = 16;

  private final double ratio;
  private final long bound;
  private final RateLimits limits;

  /**
   * A share.
   *
   * @param ratio more than 0 and at most 1
   */
  TraceIdRatio(double ratio, RateLimits limits) {
    this.ratio = ratio;
    this.bound = (long) (ratio * Long.MAX_VALUE);
    this.limits = limits;
  }

  @Override
  public HeadDecision begin(long traceIdLow, Tally tally) {
    long id = traceIdLow == 0 ? TraceRandomness.draw() : traceIdLow;
    return tally.count(
        keeps(id, tally)
            ? HeadDecision.sampled(id, TraceStateChange.NONE)
            : HeadDecision.dropped(id, TraceStateChange.NONE));
  }

  @Override
  public HeadDecision join(SpanContext parent, Tally tally) {
    int length = TraceId.getLength();
    long id = Hexadecimal.parse(parent.getTraceId(), length - LOW_DIGITS, length);
    return keeps(id, tally) ? Always.ON.join(parent, tally) : Always.OFF.join(parent, tally);
  }

  private boolean keeps(long id, Tally tally) {
    double fraction = limits.fraction(ratio);
    long lowered = fraction == 1 ? bound : (long) (bound * fraction);
    return Math.abs(id) < lowered && limits.admit(tally);
  }
}
