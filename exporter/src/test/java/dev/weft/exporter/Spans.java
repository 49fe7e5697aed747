package dev.weft.exporter;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.lang.reflect.Proxy;
import java.util.List;

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

  /** The data of a span that no collector would get otherwise. */
  static SpanData unsampled(String name) {
    SpanProcessor indifferent = new SpanPipeline(PipelineSettings.defaults(), Thread::new);
    Span span = new Spans(indifferent, new RecordOnly()).tracer.spanBuilder(name).startSpan();
    span.end();
    return ((ReadableSpan) span).toSpanData();
  }

  /** A sampled span whose data nobody can read. */
  static ReadableSpan unreadable() {
    SpanContext sampled =
        SpanContext.create(
            "0123456789abcdef0123456789abcdef",
            "0123456789abcdef",
            TraceFlags.getSampled(),
            TraceState.getDefault());
    return (ReadableSpan)
        Proxy.newProxyInstance(
            Spans.class.getClassLoader(),
            new Class<?>[] {ReadableSpan.class},
            (span, method, arguments) -> {
              if (method.getName().equals("getSpanContext")) {
                return sampled;
              }
              throw new AssertionError(method + " was called");
            });
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

  private static final class RecordOnly implements Sampler {
    @Override
    public SamplingResult shouldSample(
        Context parent,
        String traceId,
        String name,
        SpanKind kind,
        Attributes attributes,
        List<LinkData> links) {
      return SamplingResult.recordOnly();
    }

    @Override
    public String getDescription() {
      return "RecordOnly";
    }
  }
}
