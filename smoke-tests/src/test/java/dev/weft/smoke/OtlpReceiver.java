package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.ScopeSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A collector of spans, OTLP over HTTP, that tests can wait on. */
final class OtlpReceiver implements AutoCloseable, Witness {
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

  private final HttpServer server;
  private final List<ReceivedSpan> spans = new ArrayList<>();
  private volatile boolean closed;

  private OtlpReceiver(HttpServer server) {
    this.server = server;
  }

  static OtlpReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    OtlpReceiver receiver = new OtlpReceiver(server);
    server.createContext("/v1/traces", receiver::receive);
    server.start();
    Evidence.of(receiver);
    return receiver;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** The options that send an application's spans here, soon after they end. */
  String[] options() {
    return new String[] {
      "-Dotel.exporter.otlp.endpoint=" + endpoint(), "-Dotel.bsp.schedule.delay=100"
    };
  }

  /** Waits until as many spans as this have come that fit, and answers them. */
  synchronized List<ReceivedSpan> await(int count, Predicate<ReceivedSpan> fitting)
      throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    while (true) {
      List<ReceivedSpan> found = spans.stream().filter(fitting).toList();
      if (found.size() >= count) {
        return found;
      }
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      assertThat(left).as("waiting for %s spans in %s", count, spans).isPositive();
      wait(left);
    }
  }

  /** What has come so far. */
  synchronized List<ReceivedSpan> spans() {
    return List.copyOf(spans);
  }

  @Override
  public void close() {
    server.stop(0);
    closed = true;
  }

  @Override
  public String testimony() {
    List<ReceivedSpan> received = spans();
    return received.size()
        + " spans received\n\n"
        + received.stream()
            .map(span -> span.service() + ": " + span.name() + "\n" + span.wire())
            .collect(Collectors.joining("\n"));
  }

  @Override
  public boolean isOver() {
    return closed;
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      add(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()));
      exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
      exchange.sendResponseHeaders(200, -1);
    }
  }

  private synchronized void add(ExportTraceServiceRequest request) {
    for (ResourceSpans resource : request.getResourceSpansList()) {
      for (ScopeSpans scope : resource.getScopeSpansList()) {
        for (Span span : scope.getSpansList()) {
          spans.add(ReceivedSpan.of(resource.getResource(), span));
        }
      }
    }
    notifyAll();
  }
}
