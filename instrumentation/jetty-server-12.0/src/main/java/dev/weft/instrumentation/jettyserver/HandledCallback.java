package dev.weft.instrumentation.jettyserver;

import dev.weft.tracing.http.HttpServerOperation;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * The callback that a request's handlers are given: notes why it fails. The server makes an error
 * page of that, and later versions do not fail the stream then.
 */
final class HandledCallback extends Callback.Nested {
  private final HttpServerOperation<?, ?> operation;
  private volatile @Nullable Throwable failure;

  HandledCallback(Callback callback, HttpServerOperation<?, ?> operation) {
    super(callback);
    this.operation = operation;
  }

  @Override
  public void failed(Throwable cause) {
    failure = cause;
    super.failed(cause);
  }

  /** The handlers have returned. This thread goes on to do other things; the stream ends it. */
  void returned(@Nullable Throwable thrown) {
    if (thrown != null) {
      failure = thrown;
    }
    operation.detach();
  }

  /** What has failed the callback, or left the handlers; null if nothing has. */
  @Nullable Throwable failure() {
    return failure;
  }
}
