package dev.weft.tracing.scheduling;

import static io.opentelemetry.semconv.CodeAttributes.CODE_FUNCTION_NAME;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the runs of jobs.
 *
 * <p>A run is nobody's child: whoever has scheduled the job has not asked for this run, and may be
 * gone for days.
 */
public final class JobTracing {
  private final InstrumentationScope scope;

  /** Tracing for the instrumentation of the given name, {@code quartz-2.0}. */
  public JobTracing(String module) {
    this.scope = new InstrumentationScope(module);
  }

  /**
   * Starts an operation and makes its context current on the calling thread. Its span is named by
   * class and method, {@code Invoices.send}.
   *
   * @param type the class of the job
   * @param method its method
   * @return null if no span is wanted: the thread is the agent's, or tracing is not configured
   */
  public @Nullable JobOperation start(Class<?> type, String method) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context parent = Context.root();
    Span span = startSpan(tracing, parent, new JobMethod(type, method));
    return new JobOperation(tracing, span, parent).begin(Context.current());
  }

  private Span startSpan(Tracing tracing, Context parent, JobMethod job) {
    HeadDecision decision = tracing.decide(parent, JobView.INSTANCE, job);
    Span span = tracing.start(scope, SpanKind.INTERNAL, job.spanName(), parent, decision);
    if (span.isRecording()) {
      AttributeWriter.to(span, tracing.settings()).put(CODE_FUNCTION_NAME, job.functionName());
    }
    return span;
  }
}
