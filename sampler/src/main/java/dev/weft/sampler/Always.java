package dev.weft.sampler;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.trace.SpanContext;

/** Choices that are the same for every span. They need no randomness, so none is drawn. */
enum Always implements Choice {

  /**
   * Keeps, as OpenTelemetry's {@code always_on}: a trace that begins here has no {@code
   * tracestate}, and what others have said of a probability goes, since it was not applied.
   */
  ON(
      HeadDecision.sampled(0, TraceStateChange.NONE),
      HeadDecision.sampled(0, ParentThreshold.ERASED)),

  /** Keeps, and says that the probability is 1. */
  KEPT(HeadDecision.sampled(0, Threshold.ALL), HeadDecision.sampled(0, Threshold.ALL)),

  /** Drops; what becomes of the span may still make it worth keeping. */
  OFF(
      HeadDecision.dropped(0, TraceStateChange.NONE),
      HeadDecision.dropped(0, ParentThreshold.ERASED)),

  /** Drops, whatever becomes of the span. */
  UNWANTED(
      HeadDecision.unwanted(TraceStateChange.NONE), HeadDecision.unwanted(ParentThreshold.ERASED)),

  /** Does as the parent does. Not for spans that begin a trace. */
  AS_PARENT(
      HeadDecision.sampled(0, TraceStateChange.NONE),
      HeadDecision.sampled(0, ParentThreshold.INHERITED)) {
    @Override
    public HeadDecision join(SpanContext parent, Tally tally) {
      return parent.isSampled() ? super.join(parent, tally) : OFF.join(parent, tally);
    }
  };

  private final HeadDecision beginning;
  private final HeadDecision joining;

  Always(HeadDecision beginning, HeadDecision joining) {
    this.beginning = beginning;
    this.joining = joining;
  }

  @Override
  public HeadDecision begin(long traceIdLow, Tally tally) {
    return tally.count(beginning);
  }

  @Override
  public HeadDecision join(SpanContext parent, Tally tally) {
    return tally.count(joining);
  }
}
