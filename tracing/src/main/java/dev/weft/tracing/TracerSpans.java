package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Spans of somebody else's tracers, which make ids and decisions of their own. Those of the no-op
 * provider carry their parent's context, so what comes in still goes out.
 */
public final class TracerSpans implements SampledSpans {
  /** Spans that record nothing. */
  public static final SampledSpans NOOP = new TracerSpans(TracerProvider.noop());

  private final TracerProvider tracers;

  /** Spans of that provider's tracers. */
  public TracerSpans(TracerProvider tracers) {
    this.tracers = tracers;
  }

  @Override
  public Span start(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      Context parent,
      HeadDecision decision,
      @Nullable Instant begun) {
    SpanBuilder builder =
        tracers
            .tracerBuilder(scope.name())
            .setSchemaUrl(scope.schemaUrl())
            .build()
            .spanBuilder(name)
            .setParent(parent)
            .setSpanKind(kind);
    if (begun != null) {
      builder.setStartTimestamp(begun);
    }
    return builder.startSpan();
  }
}
