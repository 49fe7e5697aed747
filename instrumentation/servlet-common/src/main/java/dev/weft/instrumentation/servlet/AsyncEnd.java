package dev.weft.instrumentation.servlet;

import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.weaver.link.AdviceFailures;
import org.jspecify.annotations.Nullable;

/**
 * Ends an operation when asynchronous processing completes, be it by the application, by a timeout
 * or an error, or by the last of several dispatches. Called by the container, one event at a time.
 *
 * @param <R> the response
 */
public final class AsyncEnd<R> {
  private final String module;
  private final ServletApi<?, R> api;
  private final HttpServerOperation<?, ServletAnswer<R>> operation;
  private final R response;
  private @Nullable Throwable failure;

  AsyncEnd(
      String module,
      ServletApi<?, R> api,
      HttpServerOperation<?, ServletAnswer<R>> operation,
      R response) {
    this.module = module;
    this.api = api;
    this.operation = operation;
    this.response = response;
  }

  /** An error has occurred; the container will complete the request after it was handled. */
  public void failed(@Nullable Throwable thrown) {
    failure = thrown == null ? null : api.unwrap(thrown);
  }

  /** Nothing more will happen. Never throws. */
  public void completed() {
    try {
      operation.end(ServletAnswer.of(api, response, failure), failure);
    } catch (Throwable broken) {
      // No advice is on the stack that would catch it.
      AdviceFailures.report(module, broken);
    }
  }
}
