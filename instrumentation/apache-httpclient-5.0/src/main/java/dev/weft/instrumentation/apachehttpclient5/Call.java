package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.tracing.Tracing;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One call of the application on a classic client: an operation per request that is sent, so one
 * more for each retry, redirect and answered challenge.
 *
 * <p>All of it happens on the thread of the call, whose context leads to it.
 */
final class Call {
  static final String MODULE = "apache-httpclient-5.0";
  static final HttpClientTracing<RoutedRequest, HttpResponse> TRACING =
      new HttpClientTracing<>(MODULE, new ApacheGetter());
  private static final ContextKey<Call> KEY = ContextKey.named("weft-apache-httpclient-5");

  private final Context caller;
  private @Nullable HttpClientOperation<RoutedRequest, HttpResponse> operation;

  /** The request's headers as they were before ours joined them; null if they have not. */
  private Header @Nullable [] headers;

  private int begun;

  private Call(Context caller) {
    this.caller = caller;
  }

  /** Begins a call on this thread; null if nothing is traced. */
  @SuppressWarnings("MustBeClosedChecker") // close() restores, when the call is over
  static @Nullable Call open() {
    if (Tracing.current() == null) {
      return null;
    }
    Context caller = Context.current();
    Call call = new Call(caller);
    caller.with(KEY, call).makeCurrent();
    return call;
  }

  /** The call that this thread is inside of. */
  static @Nullable Call current() {
    return Context.current().get(KEY);
  }

  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  void close() {
    caller.makeCurrent();
  }

  void begin(RoutedRequest request) {
    operation = TRACING.start(request);
    if (operation != null && begun > 0) {
      operation.resent(begun);
    }
    begun++;
  }

  void end(@Nullable HttpResponse response, @Nullable Throwable thrown) {
    if (operation != null) {
      operation.end(response, thrown);
    }
    operation = null;
  }

  /**
   * A request is about to be written.
   *
   * @return false if it stays as it is, so that {@link #sent} is not due
   */
  boolean send(HttpRequest request) {
    if (operation == null || headers != null || request.getMethod().equals("CONNECT")) {
      return false;
    }
    headers = request.getHeaders();
    operation.inject(request, TraceHeaders.INSTANCE);
    return true;
  }

  /** It has been written: ours were for the wire, and the application may send it once more. */
  void sent(HttpRequest request) {
    request.setHeaders(headers);
    headers = null;
  }
}
