package dev.weft.testing.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on the loopback interface that asks for a password, whichever; not below {@code /open}.
 * It answers without content and remembers the contexts that came.
 */
public final class ChallengingServer implements AutoCloseable {
  private final List<String> traceparents = new CopyOnWriteArrayList<>();
  private final HttpServer server;

  public ChallengingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      traceparents.addAll(exchange.getRequestHeaders().getOrDefault("Traceparent", List.of()));
      boolean open = exchange.getRequestURI().getPath().startsWith("/open");
      boolean known = exchange.getRequestHeaders().containsKey("Authorization");
      exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"tests\"");
      exchange.sendResponseHeaders(open || known ? 200 : 401, -1);
    }
  }

  /** An address of this server. */
  public URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /** Asserts that each request came with exactly one context, and that these spans made them. */
  public void assertEachRequestCarries(List<SpanData> spans) {
    assertThat(traceparents)
        .containsExactlyInAnyOrderElementsOf(
            spans.stream().map(HttpClientFixture::traceparent).toList());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
