package dev.weft.tracing.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartViewTest {
  private final FakeExchange exchange = new FakeExchange();

  @Test
  void showsASamplerWhatAServerSpanStartsWith() {
    HttpServerAttributes<FakeExchange> view = new HttpServerAttributes<>(new FakeExchange.Server());
    exchange.header("User-Agent", "kube-probe/1.29").header("X-Debug", "1", "2");
    exchange.header("X-Forwarded-For", "203.0.113.7, 10.0.0.1").header("Host", "shop:8080");
    exchange.query = "q=1";

    assertThat(view.kind()).isEqualTo(SpanKind.SERVER);
    assertThat(view.method(exchange)).isEqualTo("GET");
    assertThat(view.path(exchange)).isEqualTo("/users/42");
    assertThat(view.header(exchange, "x-debug")).isEqualTo("1");
    assertThat(view.header(exchange, "x-none")).isNull();
    assertThat(view.attribute(exchange, "http.request.method")).isEqualTo("GET");
    assertThat(view.attribute(exchange, "url.path")).isEqualTo("/users/42");
    assertThat(view.attribute(exchange, "url.query")).isEqualTo("q=1");
    assertThat(view.attribute(exchange, "url.scheme")).isEqualTo("http");
    assertThat(view.attribute(exchange, "server.address")).isEqualTo("shop");
    assertThat(view.attribute(exchange, "client.address")).isEqualTo("203.0.113.7");
    assertThat(view.attribute(exchange, "network.peer.address")).isEqualTo("10.0.0.9");
    assertThat(view.attribute(exchange, "user_agent.original")).isEqualTo("kube-probe/1.29");
    assertThat(view.attribute(exchange, "http.route")).isNull();
  }

  @Test
  void showsASamplerWhatAClientSpanStartsWith() {
    HttpClientAttributes<FakeExchange> view = new HttpClientAttributes<>(new FakeExchange.Client());
    exchange.header("X-Debug", "1");

    assertThat(view.kind()).isEqualTo(SpanKind.CLIENT);
    assertThat(view.method(exchange)).isEqualTo("GET");
    assertThat(view.path(exchange)).isEqualTo("/users/42");
    assertThat(view.header(exchange, "x-debug")).isEqualTo("1");
    assertThat(view.attribute(exchange, "http.request.method")).isEqualTo("GET");
    assertThat(view.attribute(exchange, "url.full")).isEqualTo("http://example.com/users/42");
    assertThat(view.attribute(exchange, "server.address")).isEqualTo("example.com");
    assertThat(view.attribute(exchange, "url.path")).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "http://h/a/b?c=/d, /a/b",
    "https://u:p@h:1/a#f, /a",
    "http://h, /",
    "http://h?x=/y, /",
    "http://h/, /",
    "/relative?x, /relative",
    "http://[::1]:8080/a, /a",
  })
  void findsThePathOfAnUrl(String url, String path) {
    assertThat(UrlPath.of(url)).isEqualTo(path);
  }
}
