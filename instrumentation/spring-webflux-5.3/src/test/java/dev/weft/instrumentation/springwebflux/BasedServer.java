package dev.weft.instrumentation.springwebflux;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.springframework.http.server.reactive.ContextPathCompositeHandler;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A handler on Reactor Netty: at the root, and once more with the base path {@code /base}. */
final class BasedServer implements AutoCloseable {
  private final DisposableServer server;

  BasedServer(HttpHandler handler) {
    HttpHandler based = new ContextPathCompositeHandler(Map.of("/base", handler));
    HttpHandler both =
        (request, response) ->
            request.getPath().value().startsWith("/base/")
                ? based.handle(request, response)
                : handler.handle(request, response);
    server =
        HttpServer.create().host("127.0.0.1").handle(new ReactorHttpHandlerAdapter(both)).bindNow();
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url() + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
