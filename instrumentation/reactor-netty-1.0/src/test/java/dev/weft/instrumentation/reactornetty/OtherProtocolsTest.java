package dev.weft.instrumentation.reactornetty;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_PORT;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.HttpProtocol;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;

/** HTTP/2 and websockets, against the library's own server. */
class OtherProtocolsTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private DisposableServer server;

  @AfterEach
  void stop() {
    server.disposeNow();
  }

  @Test
  void makesASpanOfEachStreamOfAConnection() {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .protocol(HttpProtocol.H2C)
            .handle(
                (request, response) ->
                    response.sendString(
                        Mono.just(request.requestHeaders().getAsString("traceparent"))))
            .bindNow();
    HttpClient client =
        HttpClient.create().protocol(HttpProtocol.H2C).host("127.0.0.1").port(server.port());

    List<String> sent =
        Flux.range(0, 5)
            .flatMap(i -> client.get().uri("/" + i).responseContent().aggregate().asString())
            .collectList()
            .block();

    List<SpanData> spans = clientSpans(5);
    assertThat(sent)
        .containsExactlyInAnyOrderElementsOf(
            spans.stream()
                .map(span -> "00-" + span.getTraceId() + "-" + span.getSpanId() + "-03")
                .toList());
    assertThat(spans)
        .allSatisfy(
            span -> {
              assertThat(span.getAttributes().get(NETWORK_PROTOCOL_VERSION)).isEqualTo("2");
              assertThat(span.getAttributes().get(NETWORK_PEER_PORT)).isEqualTo(server.port());
              assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
            });
  }

  @Test
  void endsAWebsocketsSpanWithTheHandshake() {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .handle(
                (request, response) ->
                    response.sendWebsocket((in, out) -> out.sendString(in.receive().asString())))
            .bindNow();

    String echo =
        HttpClient.create()
            .host("127.0.0.1")
            .port(server.port())
            .websocket()
            .uri("/ws")
            .handle(
                (in, out) ->
                    out.sendString(Mono.just("hello"))
                        .then()
                        .thenMany(in.receive().asString().doOnNext(text -> clientSpans(1))))
            .blockFirst();

    assertThat(echo).isEqualTo("hello");
    SpanData span = clientSpans(1).get(0);
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(101);
    assertThat(span.getAttributes().get(ERROR_TYPE)).isNull();
  }

  /** Of as many requests, each of which the server has a span of, too. */
  private static List<SpanData> clientSpans(int requests) {
    List<SpanData> spans =
        weft.awaitSpans(2 * requests).stream()
            .filter(span -> span.getKind() == SpanKind.CLIENT)
            .toList();
    assertThat(spans).hasSize(requests);
    return spans;
  }
}
