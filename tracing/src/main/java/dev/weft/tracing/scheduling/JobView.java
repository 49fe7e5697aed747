package dev.weft.tracing.scheduling;

import dev.weft.tracing.StartView;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/** What a sampler may ask about a job's run. */
final class JobView implements StartView<JobMethod> {
  static final JobView INSTANCE = new JobView();

  private JobView() {}

  @Override
  public SpanKind kind() {
    return SpanKind.INTERNAL;
  }

  @Override
  public @Nullable String attribute(JobMethod job, String key) {
    return key.equals("code.function.name") ? job.functionName() : null;
  }
}
