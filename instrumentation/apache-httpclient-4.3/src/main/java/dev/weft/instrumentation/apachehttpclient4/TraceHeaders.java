package dev.weft.instrumentation.apachehttpclient4;

import dev.weft.tracing.RequestHeaderSetter;
import dev.weft.tracing.http.HttpClientOperation;
import org.apache.http.Header;
import org.apache.http.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Writes trace headers to requests. */
public final class TraceHeaders extends RequestHeaderSetter<HttpRequest> {
  private static final TraceHeaders SETTER = new TraceHeaders();

  private TraceHeaders() {}

  /** Answers the headers as they are before trace headers join them, to be put back later. */
  public static Header[] add(@Nullable HttpClientOperation<?, ?> operation, HttpRequest request) {
    Header[] before = request.getAllHeaders();
    if (operation != null) {
      operation.inject(request, SETTER);
    }
    return before;
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
