package dev.weft.tracing.http;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the requests that a server library receives.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class HttpServerTracing<Q, R> {
  private final InstrumentationScope scope;
  private final HttpServerGetter<Q, R> getter;
  private final ServerTextMapGetter<Q> headers;

  /** Tracing for the instrumentation of the given name, {@code servlet-3.0}. */
  public HttpServerTracing(String module, HttpServerGetter<Q, R> getter) {
    this.scope = new InstrumentationScope(module);
    this.getter = getter;
    this.headers = new ServerTextMapGetter<>(getter);
  }

  /**
   * Starts an operation and makes its context current on the calling thread.
   *
   * @return null if no span is wanted: the request is already being traced (by the container below,
   *     or before a forward), the thread is the agent's, or tracing is not configured
   */
  public @Nullable HttpServerOperation<Q, R> start(Q request) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context current = Context.current();
    HttpServerOperation<?, ?> outer = HttpServerOperation.fromContext(current);
    if (outer != null && !outer.isEnded()) {
      return null;
    }
    Context parent = tracing.propagator().extract(current, request, headers);
    Span span =
        scope
            .tracer(tracing)
            .spanBuilder("HTTP")
            .setParent(parent)
            .setSpanKind(SpanKind.SERVER)
            .startSpan();
    HttpServerOperation<Q, R> operation = new HttpServerOperation<>(tracing, span, getter, request);
    operation.begin(parent, current);
    return operation;
  }
}
