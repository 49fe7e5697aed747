package dev.weft.instrumentation.reactornetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** Both ends by Reactor Netty, with the instrumentation of Netty below. */
class ServerRoutesTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private static DisposableServer server;

  @BeforeAll
  static void start() {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .route(
                routes ->
                    routes
                        .get("/users", (request, response) -> response.sendString(spanId()))
                        .get("/users/{id}", (request, response) -> response.sendString(spanId())))
            .bindNow();
  }

  @AfterAll
  static void stop() {
    server.disposeNow();
  }

  private static Mono<String> spanId() {
    return Mono.delay(Duration.ofMillis(1))
        .map(tick -> Span.current().getSpanContext().getSpanId());
  }

  @ParameterizedTest
  @CsvSource({"/users, /users", "/users/7, /users/{id}"})
  void nameTheSpanOfTheServer(String path, String template) {
    String seen = get(path);

    SpanData served = spanOf(SpanKind.SERVER);
    assertThat(served.getName()).isEqualTo("GET " + template);
    assertThat(served.getParentSpanId()).isEqualTo(spanOf(SpanKind.CLIENT).getSpanId());
    assertThat(seen).isEqualTo(served.getSpanId());
  }

  @Test
  void nameNothingWhereNoneMatches() {
    get("/nothing");

    assertThat(spanOf(SpanKind.SERVER).getName()).isEqualTo("GET");
  }

  private static String get(String path) {
    return HttpClient.create()
        .get()
        .uri("http://127.0.0.1:" + server.port() + path)
        .responseContent()
        .aggregate()
        .asString()
        .block();
  }

  private static SpanData spanOf(SpanKind kind) {
    List<SpanData> spans = weft.awaitSpans(2);
    return spans.stream().filter(span -> span.getKind() == kind).findFirst().orElseThrow();
  }
}
