package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes the spans of operations that are not dropped. */
public interface SampledSpans {

  /**
   * Starts a span, with the decision's trace id and state.
   *
   * @param name as the operation starts; spans may be renamed
   * @param parent the context above, its span local, remote or none
   * @param decision one that does not {@linkplain HeadDecision#isDropped drop}
   * @param begun when the operation began; null for now
   */
  Span start(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      Context parent,
      HeadDecision decision,
      @Nullable Instant begun);
}
