package dev.weft.testing.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server on the loopback interface that remembers what it was asked. {@code /status/404} answers
 * with that status, {@code /redirect/n} redirects n times, {@code /silence} answers when it is
 * closed.
 */
final class RecordingServer implements AutoCloseable {

  /** A request as it came over the wire. */
  record Received(String method, String path, Headers headers, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Received> received = new CopyOnWriteArrayList<>();

  RecordingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] body = exchange.getRequestBody().readAllBytes();
      received.add(
          new Received(
              exchange.getRequestMethod(),
              path,
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8)));
      answer(exchange, path);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, String path) throws IOException, InterruptedException {
    int status = 200;
    if (path.startsWith("/status/")) {
      status = lastNumber(path);
    } else if (path.startsWith("/redirect/")) {
      int left = lastNumber(path) - 1;
      exchange.getResponseHeaders().set("Location", left == 0 ? "/ok" : "/redirect/" + left);
      status = 302;
    } else if (path.equals("/silence")) {
      closed.await();
    }
    byte[] text = "fine".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Answer", "42");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  private static int lastNumber(String path) {
    return Integer.parseInt(path.substring(path.lastIndexOf('/') + 1));
  }

  URI uri(String path) {
    return URI.create("http://localhost:" + port() + path);
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Received> received() {
    return received;
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    threads.shutdownNow();
  }
}
