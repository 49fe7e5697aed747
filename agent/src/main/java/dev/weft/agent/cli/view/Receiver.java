package dev.weft.agent.cli.view;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An OTLP/HTTP receiver of spans on the loopback interface. Metrics and logs are discarded. */
final class Receiver implements AutoCloseable {
  private static final String PROTOBUF = "application/x-protobuf";
  private static final int THREADS = 4;

  private final HttpServer server;
  private final ExecutorService threads;
  private final Consumer<List<ReceivedSpan>> spans;

  private Receiver(HttpServer server, ExecutorService threads, Consumer<List<ReceivedSpan>> spans) {
    this.server = server;
    this.threads = threads;
    this.spans = spans;
  }

  /**
   * Starts to receive.
   *
   * @param port 0 for any free one
   * @param spans called for each request, by several threads
   * @throws IOException if the port is in use
   */
  static Receiver start(int port, Consumer<List<ReceivedSpan>> spans) throws IOException {
    InetAddress loopback = InetAddress.getByAddress("localhost", new byte[] {127, 0, 0, 1});
    HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 64);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    server.setExecutor(threads);
    Receiver receiver = new Receiver(server, threads, spans);
    server.createContext("/", receiver::handle);
    server.start();
    return receiver;
  }

  int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try {
      receive(exchange);
    } catch (RequestTooLargeException e) {
      answer(exchange, 413, "the request is too large for view");
    } catch (IOException | RuntimeException e) {
      answer(exchange, 400, "not an OTLP request: " + e.getMessage());
    } finally {
      exchange.close();
    }
  }

  private void receive(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    boolean traces = path.equals("/v1/traces");
    if (!traces && !path.equals("/v1/metrics") && !path.equals("/v1/logs")) {
      answer(exchange, 404, "spans are received at /v1/traces");
      return;
    }
    if (!exchange.getRequestMethod().equals("POST")) {
      exchange.getResponseHeaders().set("Allow", "POST");
      answer(exchange, 405, "only POST is answered");
      return;
    }
    if (!mediaType(exchange.getRequestHeaders().getFirst("Content-Type")).equals(PROTOBUF)) {
      answer(exchange, 415, "only " + PROTOBUF + " is read, not JSON");
      return;
    }
    byte[] body =
        RequestBody.read(
            exchange.getRequestBody(), exchange.getRequestHeaders().getFirst("Content-Encoding"));
    if (traces) {
      spans.accept(OtlpReader.read(body));
    }
    exchange.getResponseHeaders().set("Content-Type", PROTOBUF);
    exchange.sendResponseHeaders(200, -1); // an empty ExportTraceServiceResponse
  }

  private static String mediaType(@Nullable String contentType) {
    if (contentType == null) {
      return "";
    }
    int parameters = contentType.indexOf(';');
    String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
    return type.trim().toLowerCase(Locale.ROOT);
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream output = exchange.getResponseBody()) {
      output.write(body);
    }
  }
}
