package dev.weft.instrumentation.httpurlconnection;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import java.net.HttpURLConnection;
import org.jspecify.annotations.Nullable;

/**
 * What one connection does from its first call to its last response: an operation per request that
 * is written, so one more for each redirect followed and each challenge answered.
 *
 * <p>A connection is not made for several threads at once, nor is this. Nothing here refers to the
 * connection strongly, so a connection that is dropped half-way takes its exchange along.
 */
final class Exchange {
  private static final HttpClientTracing<SentRequest, ReceivedResponse> TRACING =
      new HttpClientTracing<>("http-url-connection", new UrlConnectionGetter());
  private static final WeakMap<HttpURLConnection, Exchange> EXCHANGES = new WeakMap<>();

  /** The exchange whose request this thread writes: the writer knows headers, but no connection. */
  private static final ThreadLocal<Exchange> WRITING = new ThreadLocal<>();

  /** Null when the exchange is over, which the connection is known by for as long as it lives. */
  private @Nullable HttpClientOperation<SentRequest, ReceivedResponse> operation;

  private @Nullable ReceivedResponse response;
  private int resends;
  private boolean inside = true;

  private Exchange(HttpClientOperation<SentRequest, ReceivedResponse> operation) {
    this.operation = operation;
  }

  /**
   * One of {@code connect}, {@code getOutputStream} and {@code getInputStream} begins.
   *
   * @return null if the call is made by another of them, the exchange is over or not to be traced
   */
  static @Nullable Exchange enter(HttpURLConnection connection, String method) {
    Exchange known = EXCHANGES.get(connection);
    if (known != null) {
      return known.enterAgain(connection, method) ? known : null;
    }
    HttpClientOperation<SentRequest, ReceivedResponse> operation =
        TRACING.start(SentRequest.of(connection, method));
    if (operation == null) {
      return null;
    }
    Exchange exchange = new Exchange(operation);
    EXCHANGES.put(connection, exchange);
    return exchange;
  }

  private boolean enterAgain(HttpURLConnection connection, String method) {
    if (operation == null) {
      return false;
    }
    if (!inside) {
      inside = true;
      return true;
    }
    if (method.equals("connect")) {
      // To the next server, following a redirect.
      resendIfAnswered(connection);
    }
    return false;
  }

  /** The call that {@link #enter} answered this exchange to is left. */
  void exit(HttpURLConnection connection, String method, @Nullable Throwable thrown) {
    if (method.equals("getInputStream")) {
      end(response == null ? null : response.completeWith(connection), thrown);
    } else if (thrown != null) {
      end(null, thrown);
      // Such a connection may be used once more, and that will be another request.
      EXCHANGES.remove(connection);
    } else if (operation != null) {
      operation.detach();
    }
    inside = false;
  }

  private void end(@Nullable ReceivedResponse received, @Nullable Throwable thrown) {
    HttpClientOperation<SentRequest, ReceivedResponse> last = operation;
    operation = null;
    response = null;
    if (last != null) {
      // getInputStream throws for 4xx and 5xx, too, which is not a failure to get the response.
      boolean answered = received != null && received.status() >= 400;
      last.end(received, answered ? null : thrown);
    }
  }

  static void abandon(HttpURLConnection connection) {
    Exchange exchange = EXCHANGES.get(connection);
    if (exchange != null && !exchange.inside) {
      exchange.end(null, null);
    }
  }

  static void received(HttpURLConnection connection, int status) {
    Exchange exchange = EXCHANGES.get(connection);
    if (exchange != null && exchange.inside && status > 0) {
      exchange.response = new ReceivedResponse(status);
    }
  }

  static @Nullable Exchange beginWriting(HttpURLConnection connection) {
    Exchange exchange = EXCHANGES.get(connection);
    if (exchange == null) {
      return null;
    }
    exchange.resendIfAnswered(connection);
    if (exchange.operation == null) {
      return null;
    }
    WRITING.set(exchange);
    return exchange;
  }

  void endWriting() {
    WRITING.remove();
  }

  /** The given {@code MessageHeader} with trace headers added, or null to leave it as it is. */
  static @Nullable Object withTraceHeaders(Object headers) {
    Exchange exchange = WRITING.get();
    if (exchange == null || exchange.operation == null) {
      return null;
    }
    return MessageHeaders.withTrace(headers, exchange.operation);
  }

  private void resendIfAnswered(HttpURLConnection connection) {
    ReceivedResponse last = response;
    HttpClientOperation<SentRequest, ReceivedResponse> answered = operation;
    if (last == null || answered == null) {
      return;
    }
    response = null;
    answered.end(last, null);
    HttpClientOperation<SentRequest, ReceivedResponse> next =
        TRACING.start(SentRequest.of(connection, "getInputStream"));
    operation = next;
    if (next != null) {
      resends++;
      next.resent(resends);
    }
  }
}
