package dev.weft.tracing.http;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Starts the spans of one instrumentation's requests, as the sampler wants them. */
final class HttpSpans<Q> {
  private final InstrumentationScope scope;
  private final HttpStartAttributes<Q> attributes;

  HttpSpans(String module, HttpStartAttributes<Q> attributes) {
    this.scope = new InstrumentationScope(module);
    this.attributes = attributes;
  }

  Span start(Tracing tracing, Context parent, Q request, @Nullable String method, String name) {
    HeadDecision decision = tracing.decide(parent, attributes, request);
    Span span = tracing.start(scope, attributes.kind(), name, parent, decision);
    if (span.isRecording()) {
      describe(span, tracing, request, method);
    }
    return span;
  }

  private void describe(Span span, Tracing tracing, Q request, @Nullable String method) {
    try {
      TracingSettings settings = tracing.settings();
      attributes.write(request, method, settings, AttributeWriter.to(span, settings));
    } catch (Throwable failure) {
      // Nobody else knows the span yet. The failure is the instrumentation's, and counted there.
      span.end();
      throw failure;
    }
  }
}
