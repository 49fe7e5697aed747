package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.tracing.RequestHeaderSetter;
import dev.weft.tracing.http.HttpClientOperation;
import org.apache.hc.core5.http.HttpRequest;

/** Writes trace headers to requests. */
final class TraceHeaders extends RequestHeaderSetter<HttpRequest> {
  private static final TraceHeaders SETTER = new TraceHeaders();

  private TraceHeaders() {}

  /** Adds them, but not to a CONNECT: a tunnel is asked of the proxy, for which they are not. */
  static void add(HttpClientOperation<?, ?> operation, HttpRequest request) {
    if (!request.getMethod().equals("CONNECT")) {
      operation.inject(request, SETTER);
    }
  }

  @Override
  protected void remove(HttpRequest request, String name) {
    request.removeHeaders(name);
  }

  @Override
  protected void add(HttpRequest request, String name, String value) {
    request.addHeader(name, value);
  }
}
