package dev.weft.testing.client;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.client.RecordingServer.Received;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server on the loopback interface and a client that is tested against it. */
abstract class HttpClientFixture {
  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  private RecordingServer server;

  /**
   * Sends a request, follows redirects, reads the response to its end and answers its status.
   *
   * @throws IOException if no response came
   */
  protected abstract int send(ClientRequest request) throws Exception;

  @BeforeEach
  void startServer() throws IOException {
    server = new RecordingServer();
  }

  @AfterEach
  void stopServer() {
    server.close();
  }

  /** A GET request of a path of the test's server. */
  protected final ClientRequest get(String path) {
    return ClientRequest.get(server.uri(path));
  }

  final RecordingServer server() {
    return server;
  }

  /** Asserts that each of them is the child of the caller, and says how many went before it. */
  final void assertThatARedirectionMakesASpanForEachRequest() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    try (Scope unused = parent.makeCurrent()) {
      assertThat(send(get("/redirect/2"))).isEqualTo(200);
    } finally {
      parent.end();
    }

    List<SpanData> spans = awaitRequestsBelow(parent, 3);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE))
        .containsExactly(302L, 302L, 200L);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
        .containsExactly(null, 1L, 2L);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(URL_FULL))
        .containsExactly(
            server().uri("/redirect/2").toString(),
            server().uri("/redirect/1").toString(),
            server().uri("/ok").toString());
    assertEachRequestCarries(spans);
  }

  /**
   * The spans of the only requests, made below the given span, in the order in which they began.
   */
  final List<SpanData> awaitRequestsBelow(Span parent, int count) {
    List<SpanData> requests =
        weft.awaitSpansAsBegun(count + 1).stream()
            .filter(span -> span.getKind() == SpanKind.CLIENT)
            .toList();
    assertThat(requests)
        .hasSize(count)
        .extracting(SpanData::getParentSpanId)
        .containsOnly(parent.getSpanContext().getSpanId());
    return requests;
  }

  /**
   * Asserts that each request came with exactly one context, and that the spans made them. A
   * request that follows may end before the one that asked for it.
   */
  final void assertEachRequestCarries(List<SpanData> spans) {
    assertThat(server.received()).allMatch(request -> traceparents(request).size() == 1);
    assertThat(traceparents())
        .containsExactlyInAnyOrderElementsOf(
            spans.stream().map(HttpClientFixture::traceparent).toList());
  }

  final List<String> traceparents() {
    return values("traceparent");
  }

  static List<String> traceparents(Received request) {
    return request.headers().getOrDefault("Traceparent", List.of());
  }

  /** All lines of a header in all requests so far, in order of arrival. */
  final List<String> values(String name) {
    return server.received().stream()
        .flatMap(request -> request.headers().getOrDefault(name, List.of()).stream())
        .toList();
  }

  static String traceparent(SpanData span) {
    String flags = span.getSpanContext().getTraceFlags().asHex();
    return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + flags;
  }
}
