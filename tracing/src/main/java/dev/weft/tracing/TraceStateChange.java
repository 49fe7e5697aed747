package dev.weft.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;

/**
 * What a decision makes of the parent's {@code tracestate}. Computed only when somebody reads the
 * span's, and possibly twice: it must answer the same.
 */
public interface TraceStateChange {

  /** Leaves the parent's as it is. */
  TraceStateChange NONE =
      new TraceStateChange() {
        @Override
        public TraceState below(SpanContext parent) {
          return parent.getTraceState();
        }
      };

  /**
   * The state of a span.
   *
   * @param parent invalid if the span begins a trace
   */
  TraceState below(SpanContext parent);
}
