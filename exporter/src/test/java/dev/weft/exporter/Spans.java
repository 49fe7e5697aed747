package dev.weft.exporter;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;

/** A source of real spans, ended by the SDK into a processor. */
public final class Spans {

  private final Tracer tracer;

  public Spans(SpanProcessor processor) {
    this(processor, Sampler.alwaysOn());
  }

  public Spans(SpanProcessor processor, Sampler sampler) {
    tracer =
        SdkTracerProvider.builder()
            .addSpanProcessor(processor)
            .setSampler(sampler)
            .build()
            .get("dev.weft.test");
  }

  public void end(int count) {
    for (int i = 0; i < count; i++) {
      end("span " + i, "");
    }
  }

  public void end(String name, String payload) {
    Span span = tracer.spanBuilder(name).setNoParent().startSpan();
    span.setAttribute("payload", payload);
    span.setAttribute("number", 42L);
    span.end();
  }
}
