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
  /** How many wrappers are looked into. */
  int MAX_WRAPPERS = 8;

  @Nullable Object attribute(Q request, String name);

  void setAttribute(Q request, String name, Object value);

  boolean isAsyncStarted(Q request);

  /**
   * Has the container tell {@code end} how asynchronous processing goes.
   *
   * @throws IllegalStateException if it is over already
   */
  void addAsyncListener(Q request, AsyncEnd<R> end);

  /** What a {@code ServletException} wraps; null where nothing is inside, and for all others. */
  @Nullable Throwable rootCause(Throwable thrown);

  /** What the application threw, out of the exceptions that frameworks wrap it in. */
  default Throwable unwrap(Throwable thrown) {
    Throwable cause = thrown;
    // Bounded: an exception may be its own root cause.
    for (int i = 0; i < MAX_WRAPPERS; i++) {
      Throwable root = rootCause(cause);
      if (root == null) {
        break;
      }
      cause = root;
    }
    return cause;
  }

  boolean isCommitted(R response);

  int status(R response);

  void addHeader(R response, String name, String value);

  @Override
  default int status(Q request, ServletAnswer<R> answer) {
    return answer.status();
  }

  /** An exception keeps none from being sent: containers take the body back only. */
  @Override
  default boolean takesResponseHeaders(Q request, ServletAnswer<R> answer) {
    return !isCommitted(answer.response());
  }

  @Override
  default void addResponseHeader(Q request, ServletAnswer<R> answer, String name, String value) {
    addHeader(answer.response(), name, value);
  }
}
