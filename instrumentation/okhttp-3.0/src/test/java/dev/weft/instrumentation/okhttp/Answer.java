package dev.weft.instrumentation.okhttp;

import io.opentelemetry.api.trace.Span;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.Response;

/** What a callback was called with, and inside of which span. */
final class Answer implements Callback {
  private final CompletableFuture<Integer> status = new CompletableFuture<>();
  private volatile Span span = Span.getInvalid();

  @Override
  public void onFailure(Call call, IOException failure) {
    span = Span.current();
    status.completeExceptionally(failure);
  }

  @Override
  public void onResponse(Call call, Response response) throws IOException {
    span = Span.current();
    response.body().string();
    status.complete(response.code());
  }

  /**
   * Waits for it.
   *
   * @throws IOException what the callback was told
   */
  int status() throws IOException, InterruptedException {
    try {
      return status.get();
    } catch (ExecutionException e) {
      throw (IOException) e.getCause();
    }
  }

  /** The span that was current in the callback; to be asked after {@link #status}. */
  Span span() {
    return span;
  }
}
