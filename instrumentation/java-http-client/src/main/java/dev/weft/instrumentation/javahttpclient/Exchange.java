package dev.weft.instrumentation.javahttpclient;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.WeakMap;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One request of the application until its response: an operation per request that is sent, so one
 * more for each redirect followed and each challenge answered.
 *
 * <p>The client works on one request on one thread at a time, and hands over safely.
 */
final class Exchange {
  private static final HttpClientTracing<HttpRequest, ReceivedResponse> TRACING =
      new HttpClientTracing<>("java-http-client", new JavaHttpGetter());

  /** By {@code MultiExchange}; weak for those that the client never completes. */
  private static final WeakMap<Object, Exchange> EXCHANGES = new WeakMap<>();

  private final Context caller;
  private @Nullable HttpClientOperation<HttpRequest, ReceivedResponse> operation;
  private @Nullable ReceivedResponse response;
  private int sent;

  private Exchange(Context caller) {
    this.caller = caller;
  }

  /** The exchange of a request that the calling thread makes, or null if none is to be traced. */
  static @Nullable Exchange open(Object multiExchange) {
    if (Tracing.current() == null || AgentThread.isCurrent()) {
      return null;
    }
    Exchange exchange = new Exchange(Context.current());
    EXCHANGES.put(multiExchange, exchange);
    return exchange;
  }

  static @Nullable Exchange of(Object multiExchange) {
    return EXCHANGES.get(multiExchange);
  }

  /** A request is about to be sent: the application's, or one that follows from a response. */
  void send(HttpRequest request) {
    endOperation(null);
    HttpClientOperation<HttpRequest, ReceivedResponse> next;
    try (Scope unused = caller.makeCurrent()) {
      next = TRACING.start(request);
      if (next != null) {
        // This thread goes on to do the client's work, for this request and for others.
        next.detach();
      }
    }
    if (next != null) {
      if (sent > 0) {
        next.resent(sent);
      }
      RequestHeaders.inject(next, request);
    }
    operation = next;
    sent++;
  }

  void receive(Object received) {
    response = ReceivedResponse.of(received);
  }

  /**
   * A future in place of the given one: by the time it completes the operation has ended, and it
   * completes where the caller's context is current, so that dependent stages find it.
   */
  CompletableFuture<HttpResponse<?>> follow(
      CompletableFuture<HttpResponse<?>> future, Object multiExchange) {
    // Of the client's own class, whose cancel() reaches the request.
    CompletableFuture<HttpResponse<?>> followed = future.newIncompleteFuture();
    future.whenComplete(new Completion(followed, multiExchange));
    return followed;
  }

  private void endOperation(@Nullable Throwable thrown) {
    HttpClientOperation<HttpRequest, ReceivedResponse> last = operation;
    if (last != null) {
      last.end(response, thrown);
    }
    operation = null;
    response = null;
  }

  private final class Completion implements BiConsumer<HttpResponse<?>, Throwable> {
    private final CompletableFuture<HttpResponse<?>> followed;
    private final Object multiExchange;

    Completion(CompletableFuture<HttpResponse<?>> followed, Object multiExchange) {
      this.followed = followed;
      this.multiExchange = multiExchange;
    }

    @Override
    public void accept(@Nullable HttpResponse<?> received, @Nullable Throwable thrown) {
      try {
        EXCHANGES.remove(multiExchange);
        endOperation(cause(thrown));
      } finally {
        // Whatever became of the operation, the application waits for this.
        complete(received, thrown);
      }
    }

    private void complete(@Nullable HttpResponse<?> received, @Nullable Throwable thrown) {
      try (Scope unused = caller.makeCurrent()) {
        if (thrown == null) {
          followed.complete(received);
        } else {
          followed.completeExceptionally(thrown);
        }
      }
    }

    private @Nullable Throwable cause(@Nullable Throwable thrown) {
      Throwable inner = thrown instanceof CompletionException ? thrown.getCause() : null;
      return inner == null ? thrown : inner;
    }
  }
}
