package dev.weft.tracing.http;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
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
    boolean early = decision.isOpen() && tracing.settings().samplerReadsAttributes();
    Span span =
        decision.isDropped()
            ? tracing.startDropped(scope, attributes.kind(), name, parent, decision)
            : tracing.start(builder(tracing, parent, request, method, name, early), decision);
    if (span.isRecording()) {
      describe(span, tracing, request, method, early);
    }
    return span;
  }

  private SpanBuilder builder(
      Tracing tracing,
      Context parent,
      Q request,
      @Nullable String method,
      String name,
      boolean described) {
    SpanBuilder builder =
        scope.tracer(tracing).spanBuilder(name).setParent(parent).setSpanKind(attributes.kind());
    if (described) {
      TracingSettings settings = tracing.settings();
      attributes.writeForSampler(request, method, settings, AttributeWriter.to(builder, settings));
    }
    return builder;
  }

  private void describe(
      Span span, Tracing tracing, Q request, @Nullable String method, boolean described) {
    try {
      TracingSettings settings = tracing.settings();
      AttributeWriter writer = AttributeWriter.to(span, settings);
      if (!described) {
        attributes.writeForSampler(request, method, settings, writer);
      }
      attributes.write(request, settings, writer);
    } catch (Throwable failure) {
      // Nobody else knows the span yet. The failure is the instrumentation's, and counted there.
      span.end();
      throw failure;
    }
  }
}
