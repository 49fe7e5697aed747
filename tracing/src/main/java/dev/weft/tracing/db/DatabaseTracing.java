package dev.weft.tracing.db;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the calls that a database client makes.
 *
 * @param <Q> the call
 */
public final class DatabaseTracing<Q> {
  private final InstrumentationScope scope;
  private final DatabaseGetter<Q> getter;

  /** Tracing for the instrumentation of the given name, {@code jdbc}. */
  public DatabaseTracing(String module, DatabaseGetter<Q> getter) {
    this.scope = new InstrumentationScope(module);
    this.getter = getter;
  }

  /**
   * Starts an operation and makes its context current on the calling thread.
   *
   * @return null if no span is wanted: a wrapper above this driver already traces the call, the
   *     thread is the agent's, or tracing is not configured
   */
  public @Nullable DatabaseOperation start(Q call) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context current = Context.current();
    DatabaseOperation outer = DatabaseOperation.fromContext(current);
    if (outer != null && !outer.isEnded()) {
      return null;
    }
    Span span =
        scope
            .tracer(tracing)
            .spanBuilder(getter.info(call).system())
            .setParent(current)
            .setSpanKind(SpanKind.CLIENT)
            .startSpan();
    DatabaseOperation operation = new DatabaseOperation(tracing, span, current);
    operation.begin(current);
    return operation;
  }
}
