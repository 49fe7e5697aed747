package dev.weft.sampler.recording;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.SampledSpans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans that record, and takes them to a processor.
 *
 * <p>All spans below one local root have times of one clock, so that they fit into each other: its
 * nanoseconds are added to the time of day at which the root began.
 */
public final class RecordingSpans implements SampledSpans {
  private final SpanEnvironment environment;
  private final SpanProcessor processor;

  /**
   * A source of spans.
   *
   * @param processor is told of each span's start and end, on the application's threads
   */
  public RecordingSpans(SpanEnvironment environment, SpanProcessor processor) {
    this.environment = environment;
    this.processor = processor;
  }

  @Override
  public Span start(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      Context parent,
      HeadDecision decision,
      @Nullable Instant begun) {
    Clock clock = environment.clock();
    Span above = Span.fromContextOrNull(parent);
    long nanos = clock.nanoTime();
    long offset =
        above instanceof SampledSpan ? ((SampledSpan) above).epochOffset() : clock.now() - nanos;
    long start = begun == null ? nanos : epochNanos(begun) - offset;
    SampledSpan span =
        new SampledSpan(processor, environment, above, decision, scope, kind, name, start, offset);
    processor.onStart(parent, span);
    return span;
  }

  private static long epochNanos(Instant time) {
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond()) + time.getNano();
  }
}
