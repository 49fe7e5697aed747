package dev.weft.instrumentation.reactor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A chain with an outgoing request and statements on the scheduler for what blocks. */
class OneTraceTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final Scheduler blocking = ElasticScheduler.create();
  private final HttpClient client = HttpClient.newHttpClient();
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @RepeatedTest(5)
  void connectsRequestsAndStatementsOfAllThreads() {
    Flux<Integer> chain =
        Flux.range(1, 3)
            .delayElements(Duration.ofMillis(1))
            .flatMap(n -> call().map(answer -> n))
            .publishOn(Schedulers.parallel())
            .flatMap(n -> Mono.fromCallable(() -> query(n)).subscribeOn(blocking));
    Span request = weft.tracer().spanBuilder("request").startSpan();
    try (Scope unused = request.makeCurrent()) {
      assertThat(chain.collectList().block()).containsExactlyInAnyOrder(1, 2, 3);
    }
    request.end();
    List<SpanData> spans = weft.awaitSpans(7);
    assertThat(spans)
        .allMatch(span -> span.getTraceId().equals(request.getSpanContext().getTraceId()));
    assertThat(spans)
        .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
        .hasSize(6)
        .allMatch(span -> span.getParentSpanId().equals(request.getSpanContext().getSpanId()));
  }

  private Mono<Integer> call() {
    URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    return Mono.defer(
            () ->
                Mono.fromFuture(
                    client.sendAsync(
                        HttpRequest.newBuilder(uri).build(),
                        HttpResponse.BodyHandlers.discarding())))
        .map(HttpResponse::statusCode);
  }

  private static int query(int n) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:h2:mem:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select " + n)) {
      result.next();
      return result.getInt(1);
    }
  }
}
