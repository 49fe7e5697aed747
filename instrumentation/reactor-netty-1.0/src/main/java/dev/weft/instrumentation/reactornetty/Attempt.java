package dev.weft.instrumentation.reactornetty;

import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.weaver.link.AdviceFailures;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.http.client.HttpClientResponse;

/** A request that a client sends: known by its target first, and by its connection later. */
final class Attempt {
  private final RequestTarget target;

  /** Set at once, unless the attempt is not to be traced and thrown away. */
  @SuppressWarnings("NullAway.Init")
  private HttpClientOperation<Attempt, HttpClientResponse> operation;

  private volatile @Nullable Connection exchange;

  Attempt(RequestTarget target) {
    this.target = target;
  }

  void begin(HttpClientOperation<Attempt, HttpClientResponse> started) {
    operation = started;
  }

  RequestTarget target() {
    return target;
  }

  /** There is a connection, whose class is the library's for requests and their responses. */
  void servedBy(Connection connection) {
    if (connection instanceof HttpClientResponse) {
      exchange = connection;
    }
  }

  @SuppressWarnings("ReferenceEquality") // connections are used for one attempt after the other
  boolean isServedBy(Connection connection) {
    return exchange == connection;
  }

  @Nullable Connection connection() {
    return exchange;
  }

  /** The request; null before there is a connection for it. */
  @Nullable HttpClientRequest request() {
    return (HttpClientRequest) exchange;
  }

  /** The headers are about to be sent. */
  void sending() {
    HttpClientRequest request = request();
    if (request != null) {
      operation.captureRequestHeaders(this);
      operation.inject(request.requestHeaders(), TraceHeaders.SETTER);
    }
  }

  /**
   * Ends the attempt, if it has not ended, without throwing.
   *
   * @param failure why there is no response or no more of it; null if it is complete, or enough of
   *     it has come for the application
   */
  void end(@Nullable Throwable failure) {
    try {
      if (!operation.isEnded()) {
        HttpClientResponse response = response();
        boolean dropped = response == null && failure == null;
        operation.end(response, dropped ? new CancellationException() : failure);
      }
    } catch (Throwable broken) {
      // The client calls this, and the application waits for what comes next.
      AdviceFailures.report(AttemptGetter.MODULE, broken);
    }
  }

  /** The response; null if none has come, of which the library only tells by an exception. */
  private @Nullable HttpClientResponse response() {
    HttpClientResponse response = (HttpClientResponse) exchange;
    try {
      return response == null || response.status() == null ? null : response;
    } catch (IllegalStateException none) {
      return null;
    }
  }
}
