package dev.weft.instrumentation.okhttp;

import dev.weft.tracing.RequestHeaderSetter;
import dev.weft.tracing.http.HttpClientOperation;
import okhttp3.Request;

/** Writes trace headers to requests in the making. */
final class TraceHeaders extends RequestHeaderSetter<Request.Builder> {
  private static final TraceHeaders SETTER = new TraceHeaders();

  private TraceHeaders() {}

  /** The same request with trace headers. */
  static Request add(HttpClientOperation<?, ?> operation, Request request) {
    Request.Builder builder = request.newBuilder();
    operation.inject(builder, SETTER);
    return builder.build();
  }

  @Override
  protected void remove(Request.Builder request, String name) {
    request.removeHeader(name);
  }

  @Override
  protected void add(Request.Builder request, String name, String value) {
    request.addHeader(name, value);
  }
}
