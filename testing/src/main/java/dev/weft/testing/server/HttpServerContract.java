package dev.weft.testing.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a server's instrumentation owes: one SERVER span per request after the semantic conventions,
 * the incoming trace continued, an unchanged response, nothing left on the server's threads.
 */
public abstract class HttpServerContract extends HttpServerPropagationContract {

  /** The route that the instrumentation gives to a path, or null. */
  protected abstract @Nullable String route(String path);

  /** What the client gets when the application throws, or 0 if that is no response. */
  protected int statusOfException() {
    return 500;
  }

  @Test
  void describesTheRequest() {
    HttpResponse<String> response = get("/success?x=1", "User-Agent", "contract");

    assertThat(response.body()).isEqualTo(ContractApplication.SUCCESS);
    assertThat(response.headers().map()).doesNotContainKeys("traceparent", "tracestate", "baggage");
    SpanData span = weft.awaitSpan();
    assertThat(span.getKind()).isEqualTo(SpanKind.SERVER);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(span.getParentSpanContext().isValid()).isFalse();
    assertNameAndRoute(span, "GET", route("/success"));
    assertThat(text(span, "http.request.method")).isEqualTo("GET");
    assertThat(number(span, "http.response.status_code")).isEqualTo(200);
    assertThat(text(span, "url.scheme")).isEqualTo("http");
    assertThat(text(span, "url.path")).isEqualTo(contextPath() + "/success");
    assertThat(text(span, "url.query")).isEqualTo("x=1");
    assertThat(text(span, "server.address")).isEqualTo("127.0.0.1");
    assertThat(number(span, "server.port")).isEqualTo(response.uri().getPort());
    assertThat(text(span, "client.address")).isEqualTo("127.0.0.1");
    assertThat(text(span, "network.peer.address")).isEqualTo("127.0.0.1");
    assertThat(number(span, "network.peer.port")).isPositive();
    assertThat(text(span, "network.protocol.version")).isEqualTo("1.1");
    assertThat(text(span, "user_agent.original")).isEqualTo("contract");
    assertThat(text(span, "error.type")).isNull();
  }

  @Test
  void recordsAnUnknownMethodAsOther() {
    send("FROBNICATE", "/success");

    SpanData span = weft.awaitSpan();
    assertNameAndRoute(span, "HTTP", route("/success"));
    assertThat(text(span, "http.request.method")).isEqualTo("_OTHER");
    assertThat(text(span, "http.request.method_original")).isEqualTo("FROBNICATE");
  }

  @Test
  void leavesTheStatusUnsetForTheClientsMistakes() {
    assertThat(get("/not-found").body()).isEqualTo("not found");

    SpanData span = weft.awaitSpan();
    assertThat(number(span, "http.response.status_code")).isEqualTo(404);
    assertThat(span.getStatus()).isEqualTo(StatusData.unset());
    assertThat(text(span, "error.type")).isNull();
  }

  @Test
  void marksTheServersErrors() {
    assertThat(get("/error").body()).isEqualTo("error");

    SpanData span = weft.awaitSpan();
    assertThat(number(span, "http.response.status_code")).isEqualTo(500);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(text(span, "error.type")).isEqualTo("500");
  }

  @Test
  void recordsWhatTheApplicationThrows() throws Exception {
    int status = statusOfException();
    if (status == 0) {
      // Not by the HTTP client, which would send the request again.
      client().getAndDisconnect(contextPath() + "/exception");
    } else {
      assertThat(get("/exception").statusCode()).isEqualTo(status);
    }

    SpanData span = weft.awaitSpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertNameAndRoute(span, "GET", route("/exception"));
    assertThat(span.getEvents())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getName()).isEqualTo("exception");
              assertThat(event.getAttributes().get(AttributeKey.stringKey("exception.message")))
                  .isEqualTo("contract");
            });
    assertThat(text(span, "error.type"))
        .isEqualTo(status == 0 ? IllegalStateException.class.getName() : "500");
    assertThat(span.getAttributes().get(AttributeKey.longKey("http.response.status_code")))
        .isEqualTo(status == 0 ? null : (Long) (long) status);
  }

  @Test
  void redactsCredentialsInTheQuery() {
    get("/success?sig=secret&x=1");

    assertThat(text(weft.awaitSpan(), "url.query")).isEqualTo("sig=REDACTED&x=1");
  }

  @Test
  void believesProxies() {
    get("/success", "X-Forwarded-For", "203.0.113.7, 10.0.0.1", "X-Forwarded-Proto", "https");
    assertThat(text(weft.awaitSpan(), "client.address")).isEqualTo("203.0.113.7");
    weft.clear();

    get("/success", "Forwarded", "for=\"[2001:db8::1]:4711\";proto=https;host=shop.example");
    SpanData span = weft.awaitSpan();
    assertThat(text(span, "client.address")).isEqualTo("2001:db8::1");
    assertThat(text(span, "url.scheme")).isEqualTo("https");
    assertThat(text(span, "server.address")).isEqualTo("shop.example");
  }

  @Test
  void capturesHeadersThatAreAskedFor() {
    weft.configure(
        TracingSettings.builder()
            .serverRequestHeaders(List.of("X-Test-Request", "Authorization"))
            .serverResponseHeaders(List.of("X-Test-Response"))
            .build());

    get(
        "/success",
        "X-Test-Request",
        "a",
        "X-Test-Request",
        "b",
        "Authorization",
        "Basic c2VjcmV0");

    SpanData span = weft.awaitSpan();
    assertThat(texts(span, "http.request.header.x-test-request")).containsExactly("a", "b");
    assertThat(texts(span, "http.request.header.authorization")).containsExactly("REDACTED");
    assertThat(texts(span, "http.response.header.x-test-response")).containsExactly("here");
  }

  @Test
  void endsTheSpanOfAClientThatHasGone() throws Exception {
    client().getAndDisconnect(contextPath() + "/large");

    assertNameAndRoute(weft.awaitSpan(), "GET", route("/large"));
  }

  protected static void assertNameAndRoute(SpanData span, String method, @Nullable String route) {
    assertThat(text(span, "http.route")).isEqualTo(route);
    assertThat(span.getName()).isEqualTo(route == null ? method : method + ' ' + route);
  }

  protected static @Nullable String text(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringKey(key));
  }

  protected static long number(SpanData span, String key) {
    Long value = span.getAttributes().get(AttributeKey.longKey(key));
    assertThat(value).as(key).isNotNull();
    return value == null ? -1 : value;
  }

  private static @Nullable List<String> texts(SpanData span, String key) {
    return span.getAttributes().get(AttributeKey.stringArrayKey(key));
  }
}
