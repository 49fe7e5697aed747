package dev.weft.instrumentation.reactornetty;

import dev.weft.tracing.RequestHeaderSetter;
import io.netty.handler.codec.http.HttpHeaders;

/** Writes trace headers to requests. */
final class TraceHeaders extends RequestHeaderSetter<HttpHeaders> {
  static final TraceHeaders SETTER = new TraceHeaders();

  private TraceHeaders() {}

  @Override
  protected void remove(HttpHeaders headers, String name) {
    headers.remove(name);
  }

  @Override
  protected void add(HttpHeaders headers, String name, String value) {
    headers.add(name, value);
  }
}
