package dev.weft.instrumentation.httpurlconnection;

import dev.weft.tracing.http.HeaderValues;
import dev.weft.tracing.http.HttpClientGetter;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads requests and responses of {@code HttpURLConnection}. */
final class UrlConnectionGetter implements HttpClientGetter<SentRequest, ReceivedResponse> {

  @Override
  public String method(SentRequest request) {
    return request.method();
  }

  @Override
  public String url(SentRequest request) {
    return request.url().toString();
  }

  @Override
  public String serverAddress(SentRequest request) {
    return request.url().getHost();
  }

  @Override
  public int serverPort(SentRequest request) {
    return request.url().getPort();
  }

  @Override
  public @Nullable Iterator<String> requestHeaders(SentRequest request, String name) {
    String value = request.header(name);
    return value == null ? null : Collections.singletonList(value).iterator();
  }

  @Override
  public int status(SentRequest request, ReceivedResponse response) {
    return response.status();
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      SentRequest request, ReceivedResponse response, String name) {
    return HeaderValues.of(response.headers(name));
  }
}
