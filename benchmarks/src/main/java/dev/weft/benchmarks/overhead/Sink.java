package dev.weft.benchmarks.overhead;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.benchmarks.figures.OtlpCount;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;

/**
 * Takes what agents send over OTLP, to Datadog's agent or to Elastic's server, counts it and throws
 * it away. {@code /served} says how many requests were traced, {@code /echo} is the service that
 * applications call. Prints its port; ends with its input.
 */
final class Sink {
  private static final byte[] NOTHING = {};
  private static final String DATADOG_INFO =
      "{\"version\":\"7.60.0\",\"endpoints\":[\"/v0.4/traces\"],\"client_drop_p0s\":false}";
  private static final String ELASTIC_INFO =
      "{\"version\":\"8.15.0\",\"build_sha\":\"0\",\"build_date\":\"2024-01-01T00:00:00Z\"}";

  /** Spans of served requests: the first of each trace, as nothing here calls another one. */
  private final LongAdder served = new LongAdder();

  private Sink() {}

  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(Executors.newCachedThreadPool());
    server.createContext("/", new Sink()::handle);
    server.start();
    System.out.println(server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Nobody writes; the end of the stream is the signal.
    }
    System.exit(0);
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      byte[] answer = answer(path, exchange).getBytes(StandardCharsets.US_ASCII);
      exchange.getResponseHeaders().set("Content-Type", type(path));
      int status = path.startsWith("/intake/") ? 202 : 200;
      exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
      exchange.getResponseBody().write(answer.length == 0 ? NOTHING : answer);
    }
  }

  private static String type(String path) {
    return switch (path) {
      case "/v1/traces" -> "application/x-protobuf";
      case "/echo", "/served" -> "text/plain";
      default -> "application/json";
    };
  }

  private String answer(String path, HttpExchange exchange) throws IOException {
    if (path.equals("/echo")) {
      return "4711";
    }
    if (path.equals("/served")) {
      return Long.toString(served.sum());
    }
    InputStream body = decoded(exchange);
    if (path.equals("/v1/traces")) {
      served.add(OtlpCount.of(body.readAllBytes()).served());
      return "";
    }
    if (path.startsWith("/intake/")) {
      new ElasticCount(served).read(body);
      return "{}";
    }
    body.transferTo(java.io.OutputStream.nullOutputStream());
    if (path.endsWith("/traces")) {
      // Datadog's traces are counted by their sender; their spans would have to be decoded.
      String traces = exchange.getRequestHeaders().getFirst("X-Datadog-Trace-Count");
      served.add(traces == null ? 0 : Long.parseLong(traces.trim()));
      return "{\"rate_by_service\":{}}";
    }
    return path.equals("/info") ? DATADOG_INFO : path.equals("/") ? ELASTIC_INFO : "{}";
  }

  private static InputStream decoded(HttpExchange exchange) throws IOException {
    String encoding = exchange.getRequestHeaders().getFirst("Content-Encoding");
    InputStream body = exchange.getRequestBody();
    if ("gzip".equals(encoding)) {
      return new GZIPInputStream(body);
    }
    return "deflate".equals(encoding) ? new InflaterInputStream(body) : body;
  }
}
