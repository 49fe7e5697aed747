package dev.weft.instrumentation.apachehttpasyncclient;

import dev.weft.instrumentation.apachehttpclient4.ApacheGetter;
import dev.weft.instrumentation.apachehttpclient4.RoutedRequest;
import dev.weft.instrumentation.apachehttpclient4.TraceHeaders;
import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.WeakMap;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CancellationException;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.jspecify.annotations.Nullable;

/**
 * One call of the application: an operation per request that is sent, so one more for each redirect
 * and answered challenge.
 *
 * <p>The client works on one call on one thread at a time, and hands over safely; only a
 * cancellation comes from elsewhere, and it ends the operation, which may be done from anywhere.
 */
final class AsyncCall {
  static final String MODULE = "apache-httpasyncclient-4.1";

  private static final HttpClientTracing<RoutedRequest, HttpResponse> TRACING =
      new HttpClientTracing<>(MODULE, new ApacheGetter());

  /** By the exchange handler that the client makes for each call. */
  private static final WeakMap<Object, AsyncCall> CALLS = new WeakMap<>();

  private final Context caller;
  private @Nullable HttpRequestWrapper request;
  private @Nullable HttpRoute route;
  private @Nullable HttpResponse response;
  private volatile @Nullable HttpClientOperation<RoutedRequest, HttpResponse> operation;
  private volatile boolean cancelled;
  private boolean sent;
  private int begun;

  private AsyncCall(Context caller) {
    this.caller = caller;
  }

  static void open(Object handler) {
    if (Tracing.current() != null) {
      CALLS.put(handler, new AsyncCall(Context.current()));
    }
  }

  static @Nullable AsyncCall of(Object handler) {
    return CALLS.get(handler);
  }

  /** Answers the call, about which the handler hears nothing more that matters. */
  static @Nullable AsyncCall close(Object handler) {
    return CALLS.remove(handler);
  }

  /** What is to be sent next. */
  void prepare(HttpRequestWrapper next) {
    request = next;
  }

  /** The way that it goes. */
  void prepare(HttpRoute next) {
    route = next;
  }

  /** Begins what is prepared, unless it has begun and not ended. */
  void begin() {
    HttpRequestWrapper next = request;
    HttpRoute way = route;
    HttpClientOperation<RoutedRequest, HttpResponse> last = operation;
    if (cancelled || next == null || way == null || (last != null && !last.isEnded())) {
      return;
    }
    sent = false;
    response = null;
    try (Scope unused = caller.makeCurrent()) {
      HttpClientOperation<RoutedRequest, HttpResponse> started =
          TRACING.start(new RoutedRequest(way, next));
      if (started != null) {
        // This thread goes on to do other things.
        started.detach();
        if (begun > 0) {
          started.resent(begun);
        }
      }
      operation = started;
    }
    begun++;
    if (cancelled) {
      cancel();
    }
  }

  /** A request goes to the wire: the one that has begun, or the CONNECT of a tunnel for it. */
  void send(HttpRequest wire) {
    response = null;
    HttpClientOperation<RoutedRequest, HttpResponse> current = operation;
    if (!wire.getRequestLine().getMethod().equals("CONNECT")) {
      sent = true;
      if (current != null) {
        TraceHeaders.add(current, wire);
      }
    }
  }

  void receive(HttpResponse received) {
    response = received;
  }

  /** The response is complete. That a tunnel is open is not the end of the request. */
  void complete() {
    HttpResponse received = response;
    boolean tunnel = !sent && received != null && received.getStatusLine().getStatusCode() < 300;
    if (!tunnel) {
      end(null);
    }
  }

  /** Nothing follows any more, though the client may not have noticed yet. */
  void cancel() {
    cancelled = true;
    end(new CancellationException());
  }

  void end(@Nullable Throwable thrown) {
    HttpClientOperation<RoutedRequest, HttpResponse> current = operation;
    if (current != null) {
      current.end(response, thrown);
    }
  }

  /** Makes the caller's context current; answers which was so before. */
  @Nullable Context enter() {
    return EnteredContext.enter(caller);
  }
}
