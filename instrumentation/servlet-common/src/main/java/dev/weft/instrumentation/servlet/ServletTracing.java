package dev.weft.instrumentation.servlet;

import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * Follows requests through filters and servlets. The outermost call starts the operation, and ends
 * it unless processing goes on asynchronously. Calls inside, be it forwards, includes or dispatches
 * to error pages, are part of it; later ones, of asynchronous dispatches, run in its context.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class ServletTracing<Q, R> {
  /**
   * Holds the operation. A request attribute survives wrappers, dispatches and changes of threads.
   * The value's class is the agent's: filters and servlets may come from different loaders, each
   * with its own copy of this class.
   */
  private static final String OPERATION = "dev.weft.servlet.operation";

  private final String module;
  private final ServletApi<Q, R> api;
  private final HttpServerTracing<Q, ServletAnswer<R>> tracing;

  /** Tracing for the instrumentation of the given name. */
  public ServletTracing(String module, ServletApi<Q, R> api) {
    this.module = module;
    this.api = api;
    this.tracing = new HttpServerTracing<>(module, api);
  }

  /**
   * A filter or servlet is called.
   *
   * @return what {@link #exit} takes, or null if this call is one inside another
   */
  public @Nullable Object enter(Q request) {
    Object known = api.attribute(request, OPERATION);
    if (known instanceof HttpServerOperation) {
      return resume((HttpServerOperation<?, ?>) known);
    }
    HttpServerOperation<Q, ServletAnswer<R>> operation = tracing.start(request);
    if (operation != null) {
      api.setAttribute(request, OPERATION, operation);
    }
    return operation;
  }

  // The scope is closed at the exit of the same call.
  @SuppressWarnings("MustBeClosedChecker")
  private static @Nullable Scope resume(HttpServerOperation<?, ?> operation) {
    // Error pages are dispatched to after the end. A thread with a span is in the operation.
    boolean outside = Span.fromContextOrNull(Context.current()) == null;
    return outside && !operation.isEnded() ? operation.context().makeCurrent() : null;
  }

  /** The call that {@code entered} stands for is over. */
  public void exit(Object entered, Q request, R response, @Nullable Throwable thrown) {
    Throwable cause = thrown == null ? null : api.unwrap(thrown);
    if (entered instanceof Scope) {
      ((Scope) entered).close();
      return;
    }
    @SuppressWarnings("unchecked") // enter of the same call has made it
    HttpServerOperation<Q, ServletAnswer<R>> operation =
        (HttpServerOperation<Q, ServletAnswer<R>>) entered;
    try {
      if (cause != null || !endsLater(operation, request, response)) {
        operation.end(ServletAnswer.of(api, response, cause), cause);
      }
    } finally {
      operation.detach();
    }
  }

  /** A call inside another, or inside of a server with a span of its own, has failed. */
  public void leave(Throwable thrown) {
    HttpServerOperation.handling(Context.current(), api.unwrap(thrown));
  }

  private boolean endsLater(
      HttpServerOperation<Q, ServletAnswer<R>> operation, Q request, R response) {
    if (!api.isAsyncStarted(request)) {
      return false;
    }
    try {
      api.addAsyncListener(request, new AsyncEnd<>(module, api, operation, response));
      return true;
    } catch (IllegalStateException alreadyOver) {
      return false;
    }
  }
}
