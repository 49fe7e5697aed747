package dev.weft.sampler.recording;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.common.InstrumentationLibraryInfo;
import io.opentelemetry.sdk.common.InstrumentationScopeInfo;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.jspecify.annotations.Nullable;

/** The span of an operation that is sampled. */
final class SampledSpan extends RecordingSpan implements ReadWriteSpan {
  private final SpanProcessor processor;

  SampledSpan(
      SpanProcessor processor,
      SpanEnvironment environment,
      @Nullable Span parent,
      HeadDecision decision,
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      long startNanos,
      long epochOffset) {
    super(environment, parent, decision, scope, kind, name, startNanos, epochOffset);
    this.processor = processor;
  }

  @Override
  protected void ended() {
    processor.onEnd(this);
  }

  @Override
  public SpanData toSpanData() {
    return new RecordedSpan(this);
  }

  @Override
  @SuppressWarnings("deprecation") // of the interface
  public InstrumentationLibraryInfo getInstrumentationLibraryInfo() {
    return toSpanData().getInstrumentationLibraryInfo();
  }

  @Override
  public InstrumentationScopeInfo getInstrumentationScopeInfo() {
    return environment().info(scope());
  }

  @Override
  public long getLatencyNanos() {
    return (hasEnded() ? endNanos() : environment().clock().nanoTime()) - startNanos();
  }

  @Override
  public <T> @Nullable T getAttribute(AttributeKey<T> key) {
    return getAttributes().get(key);
  }

  @Override
  public Attributes getAttributes() {
    return attributes().freeze();
  }
}
