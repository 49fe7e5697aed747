package dev.weft.tracing.http;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * One call of the application on a client library that blocks: an operation for each request that
 * is sent for it, so one more for each retry, redirect and answered challenge.
 *
 * <p>All of it happens on the thread of the call, whose context leads to it: {@link
 * HttpClientTracing#currentCall}.
 *
 * @param <Q> the request
 * @param <R> the response
 */
public final class HttpClientCall<Q, R> {
  private final HttpClientTracing<Q, R> tracing;
  private final Context caller;
  private @Nullable Q request;
  private @Nullable R response;
  private @Nullable HttpClientOperation<Q, R> operation;
  private int begun;

  HttpClientCall(HttpClientTracing<Q, R> tracing, Context caller) {
    this.tracing = tracing;
    this.caller = caller;
  }

  /** A request is about to be sent: the first, or one that follows from what became of others. */
  public void begin(Q next) {
    request = next;
    operation = tracing.start(next);
    if (operation != null && begun > 0) {
      operation.resent(begun);
    }
    begun++;
  }

  /** The request that has begun and not ended. */
  public @Nullable Q request() {
    return request;
  }

  /** Its operation; null if there is no such request, or it is not to be traced. */
  public @Nullable HttpClientOperation<Q, R> operation() {
    return operation;
  }

  /** A response to it has come, which {@link #end} may know better. */
  public void received(@Nullable R answer) {
    response = answer;
  }

  /** It is sent once more, in answer to a challenge, if there has been a response to it. */
  public void resendIfAnswered() {
    Q same = request;
    if (same != null && response != null) {
      end(response, null);
      begin(same);
    }
  }

  /** What became of the request, in the words of {@link HttpClientOperation#end}. */
  public void end(@Nullable R received, @Nullable Throwable thrown) {
    HttpClientOperation<Q, R> ended = operation;
    operation = null;
    request = null;
    response = null;
    if (ended != null) {
      ended.end(received, thrown);
    }
  }

  /** The call returns; the context is current again that was so before. */
  public void close() {
    EnteredContext.leave(caller);
  }
}
