package dev.weft.instrumentation.javahttpclient;

import dev.weft.tracing.http.HeaderValues;
import dev.weft.tracing.http.HttpClientGetter;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads requests and responses of {@code java.net.http}. */
final class JavaHttpGetter implements HttpClientGetter<HttpRequest, ReceivedResponse> {

  @Override
  public String method(HttpRequest request) {
    return request.method();
  }

  @Override
  public String url(HttpRequest request) {
    return request.uri().toString();
  }

  @Override
  public @Nullable String serverAddress(HttpRequest request) {
    return request.uri().getHost();
  }

  @Override
  public int serverPort(HttpRequest request) {
    return request.uri().getPort();
  }

  @Override
  public @Nullable Iterator<String> requestHeaders(HttpRequest request, String name) {
    return HeaderValues.of(request.headers().allValues(name));
  }

  @Override
  public int status(HttpRequest request, ReceivedResponse response) {
    return response.status();
  }

  @Override
  public @Nullable Iterator<String> responseHeaders(
      HttpRequest request, ReceivedResponse response, String name) {
    return HeaderValues.of(response.headers().allValues(name));
  }

  @Override
  public @Nullable String protocol(HttpRequest request, @Nullable ReceivedResponse response) {
    if (response == null) {
      return null;
    }
    return response.version() == HttpClient.Version.HTTP_2 ? "2" : "1.1";
  }
}
