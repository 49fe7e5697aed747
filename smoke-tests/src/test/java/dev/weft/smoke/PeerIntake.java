package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/** Takes the reports of agents of every make, and knows of them what text stands in them. */
final class PeerIntake implements AutoCloseable, Witness {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);
  private static final String DATADOG_INFO =
      "{\"version\":\"7.60.0\",\"endpoints\":[\"/v0.4/traces\"],\"client_drop_p0s\":false}";
  private static final String ELASTIC_INFO =
      "{\"version\":\"8.15.0\",\"build_sha\":\"0\",\"build_date\":\"2024-01-01T00:00:00Z\"}";

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  // Elastic's agent keeps a request open while it has more to say.
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> reports = new ArrayList<>();
  private volatile boolean closed;

  PeerIntake() throws IOException {
    server.setExecutor(threads);
    server.createContext("/", this::take);
    server.start();
    Evidence.of(this);
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Waits until a report with this text has come. */
  synchronized void await(String text) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (!has(text)) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      assertThat(left).as("waiting for '%s' in %s", text, reports).isPositive();
      wait(left);
    }
  }

  /** Whether a report with this text has come so far. */
  synchronized boolean has(String text) {
    return reports.stream().anyMatch(report -> report.contains(text));
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      add(new String(decoded(exchange).readAllBytes(), StandardCharsets.ISO_8859_1));
      String path = exchange.getRequestURI().getPath();
      exchange.getResponseHeaders().set("Content-Type", type(path));
      byte[] answer = answer(path).getBytes(StandardCharsets.US_ASCII);
      exchange.sendResponseHeaders(
          path.startsWith("/intake/") ? 202 : 200, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer);
    }
  }

  private static InputStream decoded(HttpExchange exchange) throws IOException {
    InputStream body = exchange.getRequestBody();
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    if ("gzip".equals(encoding)) {
      return new GZIPInputStream(body);
    }
    return "deflate".equals(encoding) ? new InflaterInputStream(body) : body;
  }

  private static String type(String path) {
    return path.equals("/v1/traces") ? "application/x-protobuf" : "application/json";
  }

  private static String answer(String path) {
    if (path.equals("/v1/traces")) {
      return "";
    }
    if (path.endsWith("/traces")) {
      return "{\"rate_by_service\":{}}";
    }
    return path.equals("/info") ? DATADOG_INFO : path.equals("/") ? ELASTIC_INFO : "{}";
  }

  private synchronized void add(String report) {
    reports.add(report);
    notifyAll();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    closed = true;
  }

  @Override
  public synchronized String testimony() {
    return String.join("\n", reports);
  }

  @Override
  public boolean isOver() {
    return closed;
  }
}
