package dev.weft.instrumentation.servlet;

import dev.weft.tracing.http.HttpServerGetter;
import org.jspecify.annotations.Nullable;

/**
 * One of the two packages of the Servlet API.
 *
 * @param <Q> its {@code HttpServletRequest}
 * @param <R> its {@code HttpServletResponse}
 */
public interface ServletApi<Q, R> extends HttpServerGetter<Q, ServletAnswer<R>> {
  @Nullable Object attribute(Q request, String name);

  void setAttribute(Q request, String name, Object value);

  boolean isAsyncStarted(Q request);

  /**
   * Has the container tell {@code end} how asynchronous processing goes.
   *
   * @throws IllegalStateException if it is over already
   */
  void addAsyncListener(Q request, AsyncEnd<R> end);

  /** What a {@code ServletException} wraps, or the throwable itself. */
  Throwable unwrap(Throwable thrown);

  boolean isCommitted(R response);

  int status(R response);

  @Override
  default int status(Q request, ServletAnswer<R> answer) {
    return answer.status();
  }
}
