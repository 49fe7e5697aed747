package dev.weft.instrumentation.vertx;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientPropagationContract;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;

/** The spans are made by Netty's codecs, below the context that comes to them here. */
class VertxClientTest extends HttpClientPropagationContract {
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = vertx.createHttpClient();

  @Override
  protected int send(ClientRequest request) throws Exception {
    try {
      return client
          .request(
              HttpMethod.valueOf(request.method()),
              request.uri().getPort(),
              request.uri().getHost(),
              request.uri().getRawPath())
          .compose(sent -> send(sent, request))
          .compose(response -> response.body().map(body -> response.statusCode()))
          .toCompletionStage()
          .toCompletableFuture()
          .get(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private static Future<HttpClientResponse> send(HttpClientRequest sent, ClientRequest request) {
    sent.setFollowRedirects(true);
    request.headers().forEach(header -> sent.headers().add(header.name(), header.value()));
    if (request.body() == null) {
      return sent.send();
    }
    if (!request.streamed()) {
      return sent.send(request.body());
    }
    sent.setChunked(true);
    sent.write(request.body());
    sent.end();
    return sent.response();
  }

  @AfterEach
  void close() {
    Servers.join(vertx.close());
  }
}
