package dev.weft.instrumentation.javahttpclient;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;

class JavaHttpClientTest extends HttpClientContract {
  static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @Override
  protected int send(ClientRequest request) throws Exception {
    return CLIENT.send(toHttpRequest(request), BodyHandlers.ofString()).statusCode();
  }

  static HttpRequest toHttpRequest(ClientRequest request) {
    String body = request.body();
    BodyPublisher publisher =
        body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .method(request.method(), publisher)
            .timeout(request.timeout());
    request.headers().forEach(builder::header);
    return builder.build();
  }
}
