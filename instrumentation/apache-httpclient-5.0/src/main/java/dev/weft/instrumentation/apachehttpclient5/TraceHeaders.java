package dev.weft.instrumentation.apachehttpclient5;

import dev.weft.tracing.http.RequestHeaderSetter;
import org.apache.hc.core5.http.HttpRequest;

/** Writes trace headers to requests. */
final class TraceHeaders extends RequestHeaderSetter<HttpRequest> {
  static final TraceHeaders INSTANCE = new TraceHeaders();

  private TraceHeaders() {}

  @Override
  protected void remove(HttpRequest request, String name) {
    request.removeHeaders(name);
  }

  @Override
  protected void add(HttpRequest request, String name, String value) {
    request.addHeader(name, value);
  }
}
