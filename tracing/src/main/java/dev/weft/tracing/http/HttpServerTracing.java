package dev.weft.tracing.http;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the requests that a server library receives.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class HttpServerTracing<Q, R> {
  private final HttpServerGetter<Q, R> getter;
  private final HttpSpans<Q> spans;
  private final ServerTextMapGetter<Q> headers;

  /** Tracing for the instrumentation of the given name, {@code servlet-3.0}. */
  public HttpServerTracing(String module, HttpServerGetter<Q, R> getter) {
    this.getter = getter;
    this.spans = new HttpSpans<>(module, new HttpServerAttributes<>(getter));
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
    // An ended request's context is only here because somebody left it behind.
    Context base = outer == null ? current : Context.root();
    Context parent = tracing.propagator().extract(base, request, headers);
    String method = getter.method(request);
    String name = HttpMethodName.inNames(method, tracing.settings());
    Span span = spans.start(tracing, parent, request, method, name);
    return new HttpServerOperation<>(tracing, span, parent, getter, request, name).begin(current);
  }
}
