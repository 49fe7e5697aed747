package dev.weft.testing;

import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.HeadSampler;
import dev.weft.tracing.StartView;
import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;

/** What is dropped, as the agent's sampler drops it. */
public enum EarlyDrops implements HeadSampler {
  /** What is below an unsampled span. */
  BELOW_UNSAMPLED,
  /** That, and traces that would begin here. */
  AND_ROOTS;

  @Override
  public <Q> HeadDecision decide(Context parent, StartView<Q> start, Q request) {
    SpanContext above = Span.fromContext(parent).getSpanContext();
    boolean dropped = above.isValid() ? !above.isSampled() : this == AND_ROOTS;
    return dropped ? HeadDecision.dropped(0, TraceStateChange.NONE) : HeadDecision.SAMPLED;
  }

  @Override
  public DroppedSpans droppedSpans() {
    return DroppedSpans.SILENT;
  }
}
