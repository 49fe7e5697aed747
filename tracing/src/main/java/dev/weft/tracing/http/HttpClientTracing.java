package dev.weft.tracing.http;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the requests that a client library sends.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class HttpClientTracing<Q, R> {
  private final HttpClientGetter<Q, R> getter;
  private final ContextKey<HttpClientCall<Q, R>> calls;
  private final HttpSpans<Q> spans;

  /** Tracing for the instrumentation of the given name, {@code okhttp-3.0}. */
  public HttpClientTracing(String module, HttpClientGetter<Q, R> getter) {
    this.getter = getter;
    this.calls = ContextKey.named("weft-" + module);
    this.spans = new HttpSpans<>(module, new HttpClientAttributes<>(getter));
  }

  /**
   * Starts an operation and makes its context current on the calling thread. The headers that carry
   * the context on are written by {@link HttpClientOperation#inject}.
   *
   * @return null if no span is wanted: a client library above this one already traces the request,
   *     the thread is the agent's, or tracing is not configured
   */
  public @Nullable HttpClientOperation<Q, R> start(Q request) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context parent = Context.current();
    HttpClientOperation<?, ?> outer = HttpClientOperation.fromContext(parent);
    if (outer != null && !outer.isEnded()) {
      return null;
    }
    String method = getter.method(request);
    String name = HttpMethodName.inNames(method, tracing.settings());
    Span span = spans.start(tracing, parent, request, method, name);
    return new HttpClientOperation<>(tracing, span, parent, getter, request).begin(parent);
  }

  /**
   * Opens a call, in a context of its own that becomes current on this thread.
   *
   * @return null if tracing is not configured
   */
  public @Nullable HttpClientCall<Q, R> openCall() {
    if (Tracing.current() == null) {
      return null;
    }
    Context caller = Context.current();
    HttpClientCall<Q, R> call = new HttpClientCall<>(this, caller);
    EnteredContext.enter(caller.with(calls, call));
    return call;
  }

  /** The call on this library that the thread is inside of. */
  public @Nullable HttpClientCall<Q, R> currentCall() {
    return Context.current().get(calls);
  }
}
