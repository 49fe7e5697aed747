package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/** Makes the spans of operations that are dropped: they carry the context on, and may do more. */
public interface DroppedSpans {

  /** Spans that record nothing. */
  DroppedSpans SILENT =
      new DroppedSpans() {
        @Override
        public Span start(
            InstrumentationScope scope,
            SpanKind kind,
            String name,
            @Nullable Span parent,
            HeadDecision decision) {
          return new UnsampledSpan(parent, decision);
        }
      };

  /**
   * Starts a span. It is one of those that {@link LocalSpan} describes: never sampled, with the
   * decision's trace id and state.
   *
   * <p>If it is recording, the operation writes attributes, status and events to it as to any span.
   *
   * @param name as the operation starts; recording spans may be renamed
   * @param parent the span above, local or remote; null if there is none
   * @param decision one that {@linkplain HeadDecision#isDropped drops}
   */
  Span start(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      @Nullable Span parent,
      HeadDecision decision);
}
