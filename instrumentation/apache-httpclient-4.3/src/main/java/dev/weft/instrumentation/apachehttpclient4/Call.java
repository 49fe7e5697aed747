package dev.weft.instrumentation.apachehttpclient4;

import dev.weft.tracing.Tracing;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.tracing.http.HttpClientTracing;
import dev.weft.tracing.http.RequestHeaderSetter;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.apache.http.Header;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One call of the application: an operation per request that is sent, so one more for each retry,
 * redirect and answered challenge.
 *
 * <p>All of it happens on the thread of the call, whose context leads to it.
 */
final class Call {
  private static final HttpClientTracing<RoutedRequest, HttpResponse> TRACING =
      new HttpClientTracing<>("apache-httpclient-4.3", new ApacheGetter());
  private static final ContextKey<Call> KEY = ContextKey.named("weft-apache-httpclient-4");

  private final Context caller;
  private @Nullable RoutedRequest request;
  private @Nullable HttpClientOperation<RoutedRequest, HttpResponse> operation;

  /** That of the last request written, as long as its attempt goes on. */
  private @Nullable HttpResponse response;

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

  void begin(RoutedRequest routed) {
    request = routed;
    operation = TRACING.start(routed);
    if (operation != null && begun > 0) {
      operation.resent(begun);
    }
    begun++;
  }

  void end(@Nullable HttpResponse received, @Nullable Throwable thrown) {
    if (operation != null) {
      operation.end(received, thrown);
    }
    operation = null;
    request = null;
    response = null;
  }

  /**
   * A request is about to be written.
   *
   * @return false if it is none of the call's own, such as the CONNECT of a tunnel
   */
  boolean send(HttpRequest written) {
    RoutedRequest routed = request;
    if (routed == null || routed.request() != written) {
      return false;
    }
    if (response != null) {
      // It was a challenge, and this is the answer.
      end(response, null);
      begin(routed);
    }
    if (operation != null) {
      headers = written.getAllHeaders();
      operation.inject(written, Setter.INSTANCE);
    }
    return true;
  }

  /** It has been written, and answered unless the response is null. */
  void sent(HttpRequest written, @Nullable HttpResponse received) {
    if (headers != null) {
      // Ours were for the wire. What follows, the answer to a challenge too, begins without them.
      written.setHeaders(headers);
      headers = null;
    }
    response = received;
  }

  private static final class Setter extends RequestHeaderSetter<HttpRequest> {
    static final Setter INSTANCE = new Setter();

    @Override
    protected void remove(HttpRequest request, String name) {
      request.removeHeaders(name);
    }

    @Override
    protected void add(HttpRequest request, String name, String value) {
      request.addHeader(name, value);
    }
  }
}
