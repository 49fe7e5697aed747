package dev.weft.instrumentation.springwebflux;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;

/** On Reactor Netty, whose requests the instrumentation of Netty traces. */
class WebFluxTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private static AnnotationConfigApplicationContext application;
  private static BasedServer server;

  @BeforeAll
  static void start() {
    application = new AnnotationConfigApplicationContext(Application.class);
    server = new BasedServer(WebHttpHandlerBuilder.applicationContext(application).build());
  }

  @AfterAll
  static void stop() {
    server.close();
    application.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/users/7, /users/{id}",
    "/users/7/handled, /users/{id}/handled",
    "/orders/7/lines/3, /orders/{order}/lines/{line}",
    "/base/users/7, /base/users/{id}",
  })
  void namesTheRouteAndRunsInTheRequestsContext(String path, String route) throws Exception {
    HttpResponse<String> response = server.get(path);

    SpanData span = weft.awaitSpan();
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getName()).isEqualTo("GET " + route);
    assertThat(text(span, "http.route")).isEqualTo(route);
    assertThat(response.body()).isEqualTo(span.getSpanId());
    assertThat(response.headers().firstValue("X-Filter")).contains(span.getSpanId());
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void namesTheRouteOfResources() throws Exception {
    server.get("/files/none");

    assertThat(weft.awaitSpan().getName()).isEqualTo("GET /files/**");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/nothing/here", "/closed/door"})
  void namesNoRouteWhereNoHandlerWasFound(String path) throws Exception {
    assertThat(server.get(path).statusCode()).isIn(403, 404);

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(text(span, "http.route")).isNull();
    assertThat(span.getEvents()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/users/7/broken, /users/{id}/broken", "/orders/7, /orders/{order}"})
  void recordsWhatTheApplicationDoesNotHandle(String path, String route) throws Exception {
    assertThat(server.get(path).statusCode()).isEqualTo(500);

    SpanData span = weft.awaitSpan();
    assertThat(text(span, "http.route")).isEqualTo(route);
    assertThat(text(span, "error.type")).isEqualTo("500");
    assertThat(span.getEvents())
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.message")))
                    .isEqualTo("contract"));
  }

  @Test
  void recordsNoExceptionThatStandsForTheClientsMistake() throws Exception {
    assertThat(server.get("/users/7/refused").statusCode()).isEqualTo(409);

    SpanData span = weft.awaitSpan();
    assertThat(text(span, "error.type")).isNull();
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void makesOneTraceWithTheWebClient() {
    String seen =
        WebClient.create(server.url())
            .get()
            .uri("/users/7")
            .retrieve()
            .bodyToMono(String.class)
            .block();

    List<SpanData> spans = weft.awaitSpans(2);
    SpanData client =
        spans.stream().filter(s -> s.getKind() == SpanKind.CLIENT).findFirst().orElseThrow();
    SpanData served =
        spans.stream().filter(s -> s.getKind() == SpanKind.SERVER).findFirst().orElseThrow();
    assertThat(served.getParentSpanId()).isEqualTo(client.getSpanId());
    assertThat(seen).isEqualTo(served.getSpanId());
    assertThat(client.getInstrumentationScopeInfo().getName())
        .isEqualTo("dev.weft.reactor-netty-1.0");
  }

  private static @Nullable String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }
}
