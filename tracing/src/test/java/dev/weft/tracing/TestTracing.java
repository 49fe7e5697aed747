package dev.weft.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Puts tracing in force that keeps its spans, and checks that no test leaves its context. */
public final class TestTracing implements BeforeEachCallback, AfterEachCallback {
  private final InMemorySpanExporter exporter = InMemorySpanExporter.create();

  @Override
  public void beforeEach(ExtensionContext context) {
    configure(TracingSettings.defaults(), Sampler.parentBased(Sampler.alwaysOn()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Tracing.reset();
    exporter.reset();
    assertThat(Context.current()).isSameAs(Context.root());
  }

  public void configure(TracingSettings settings, Sampler sampler) {
    Tracing.configure(spans(sampler), W3CTraceContextPropagator.getInstance(), settings);
  }

  public void configure(HeadSampler head, Sampler sampler) {
    Tracing.configure(
        spans(sampler), W3CTraceContextPropagator.getInstance(), TracingSettings.defaults(), head);
  }

  private SampledSpans spans(Sampler sampler) {
    return new TracerSpans(
        SdkTracerProvider.builder()
            .setSampler(sampler)
            .addSpanProcessor(SimpleSpanProcessor.create(exporter))
            .build());
  }

  /** A span below what is current. */
  static Span start(Tracing tracing, String name) {
    return tracing.start(
        new InstrumentationScope("test"),
        SpanKind.INTERNAL,
        name,
        Context.current(),
        HeadDecision.SAMPLED);
  }

  public List<SpanData> spans() {
    return exporter.getFinishedSpanItems();
  }

  public SpanData span() {
    assertThat(spans()).hasSize(1);
    return spans().get(0);
  }
}
