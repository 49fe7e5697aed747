package dev.weft.tracing.scheduling;

import dev.weft.tracing.Failures;
import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** A run of a job. */
public final class JobOperation extends Operation {
  private static final ContextKey<JobOperation> KEY = ContextKey.named("weft-job");

  JobOperation(Tracing tracing, Span span, Context parent) {
    super(tracing, span, parent, KEY);
  }

  JobOperation begin(Context current) {
    attach(current);
    return this;
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param thrown what left the job, or null
   */
  public void end(@Nullable Throwable thrown) {
    try {
      if (claimEnd()) {
        finish(thrown);
      }
    } finally {
      detach();
    }
  }

  private void finish(@Nullable Throwable thrown) {
    try {
      if (thrown != null && span().isRecording()) {
        Failures.addEvent(span(), thrown, tracing().settings().attributeValueLimit());
        Failures.markFailed(span(), Failures.typeOf(thrown));
      }
    } finally {
      span().end();
    }
  }
}
