package dev.weft.testing.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
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
 * A server on the loopback interface that remembers what it was asked.
 *
 * <ul>
 *   <li>{@code /status/404} answers with that status
 *   <li>{@code /redirect/n} redirects n times
 *   <li>{@code /busy} answers 503 and asks to come again at once, then 200
 *   <li>{@code /hang-up} closes the connection without an answer, then answers 200
 *   <li>{@code /stream} answers in pieces of unknown number
 *   <li>{@code /silence} answers when the server is closed
 * </ul>
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
      boolean first = received.stream().noneMatch(earlier -> earlier.path().equals(path));
      received.add(
          new Received(
              exchange.getRequestMethod(),
              path,
              exchange.getRequestHeaders(),
              new String(body, StandardCharsets.UTF_8)));
      answer(exchange, path, first);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, String path, boolean first)
      throws IOException, InterruptedException {
    int status = 200;
    if (path.startsWith("/status/")) {
      status = lastNumber(path);
    } else if (path.startsWith("/redirect/")) {
      int left = lastNumber(path) - 1;
      exchange.getResponseHeaders().set("Location", left == 0 ? "/ok" : "/redirect/" + left);
      status = 302;
    } else if (path.equals("/busy") && first) {
      exchange.getResponseHeaders().set("Retry-After", "0");
      status = 503;
    } else if (path.equals("/hang-up") && first) {
      return;
    } else if (path.equals("/stream")) {
      stream(exchange);
      return;
    } else if (path.equals("/silence")) {
      closed.await();
    }
    byte[] text = "fine".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Answer", "42");
    exchange.sendResponseHeaders(status, text.length);
    exchange.getResponseBody().write(text);
  }

  private static void stream(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    OutputStream body = exchange.getResponseBody();
    for (int piece = 0; piece < 100; piece++) {
      body.write("piece\n".repeat(100).getBytes(StandardCharsets.UTF_8));
      body.flush();
    }
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
