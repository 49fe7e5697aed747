package dev.weft.instrumentation.javahttpclient;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import dev.weft.testing.executor.Requests;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

class JavaHttpClientTest extends HttpClientContract {
  static final HttpClient CLIENT =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();

  @Override
  protected int send(ClientRequest request) throws Exception {
    return CLIENT.send(toHttpRequest(request), BodyHandlers.ofString()).statusCode();
  }

  @Override
  protected void betweenCollections() throws Exception {
    noteAnotherStage();
  }

  /** What is noted of the client's own stages goes when the next stage is noted. */
  static void noteAnotherStage() throws Exception {
    Requests.run("next", () -> new CompletableFuture<String>().thenApply(String::trim));
  }

  static HttpRequest toHttpRequest(ClientRequest request) {
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .method(request.method(), publisher(request))
            .timeout(request.timeout());
    for (ClientRequest.Header header : request.headers()) {
      builder.header(header.name(), header.value());
    }
    return builder.build();
  }

  private static BodyPublisher publisher(ClientRequest request) {
    String body = request.body();
    if (body == null) {
      return BodyPublishers.noBody();
    }
    return request.streamed()
        ? BodyPublishers.ofInputStream(
            () -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
        : BodyPublishers.ofString(body);
  }
}
