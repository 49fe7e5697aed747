package dev.weft.benchmarks;

import dev.weft.sampler.recording.RecordingSpans;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.tracing.SampledSpans;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;

/** Spans as the agent makes them. */
final class Recording {
  static final SpanEnvironment ENVIRONMENT =
      new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.getDefault());

  private Recording() {}

  /** Spans that nobody takes over when they end. */
  static SampledSpans spans() {
    return new RecordingSpans(ENVIRONMENT, new Forgetful());
  }
}
