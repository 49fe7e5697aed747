package dev.weft.instrumentation.servlet;

import org.jspecify.annotations.Nullable;

/**
 * A response with the status that the client gets, which the response may not say itself.
 *
 * @param <R> the response
 */
public final class ServletAnswer<R> {
  private static final int INTERNAL_SERVER_ERROR = 500;

  private final R response;
  private final int status;

  private ServletAnswer(R response, int status) {
    this.response = response;
    this.status = status;
  }

  /** The answer when {@code thrown}, or nothing, left the outermost filter or servlet. */
  static <R> ServletAnswer<R> of(ServletApi<?, R> api, R response, @Nullable Throwable thrown) {
    // The container makes a 500 of an exception, after it has passed us, while it still can.
    boolean failed = thrown != null && !api.isCommitted(response);
    return new ServletAnswer<>(response, failed ? INTERNAL_SERVER_ERROR : api.status(response));
  }

  public R response() {
    return response;
  }

  public int status() {
    return status;
  }
}
