package dev.weft.tracing.http;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.StubbornSampler;
import dev.weft.tracing.TestTracing;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.ConnectException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpClientTracingTest {
  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final HttpClientTracing<FakeExchange, FakeExchange> tracing =
      new HttpClientTracing<>("test", new FakeExchange.Client());
  private final FakeExchange exchange = new FakeExchange();

  @Test
  void describesRequest() {
    exchange.url = "https://u:p@example.com/a?sig=1";
    tracing.start(exchange).end(exchange, null);
    SpanData span = traced.span();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getAttributes().get(stringKey("url.full")))
        .isEqualTo("https://REDACTED:REDACTED@example.com/a?sig=REDACTED");
    assertThat(span.getAttributes().get(stringKey("server.address"))).isEqualTo("example.com");
    assertThat(span.getAttributes().get(longKey("server.port"))).isEqualTo(443);
    assertThat(span.getAttributes().get(stringKey("network.protocol.version"))).isEqualTo("2");
    assertThat(span.getAttributes().get(longKey("http.response.status_code"))).isEqualTo(200);
    assertThat(span.getAttributes().size()).isEqualTo(6);
  }

  @ParameterizedTest
  @CsvSource({"200,UNSET,", "304,UNSET,", "404,ERROR,404", "500,ERROR,500"})
  void takesEveryErrorForAnError(int code, StatusCode status, String errorType) {
    exchange.status = code;
    tracing.start(exchange).end(exchange, null);
    assertThat(traced.span().getStatus().getStatusCode()).isEqualTo(status);
    assertThat(traced.span().getAttributes().get(stringKey("error.type"))).isEqualTo(errorType);
  }

  @Test
  void namesFailureToConnect() {
    tracing.start(exchange).end(null, new ConnectException("refused"));
    assertThat(traced.span().getAttributes().get(stringKey("error.type")))
        .isEqualTo("java.net.ConnectException");
    assertThat(traced.span().getAttributes().get(longKey("http.response.status_code"))).isNull();
  }

  @Test
  void injectsItsOwnSpan() {
    HttpClientOperation<FakeExchange, FakeExchange> operation = tracing.start(exchange);
    Map<String, String> carrier = new HashMap<>();
    operation.inject(carrier, Map::put);
    operation.end(null, null);
    assertThat(carrier.get("traceparent"))
        .matches("00-" + traced.span().getTraceId() + "-" + traced.span().getSpanId() + "-0[13]");
  }

  @Test
  void injectsNewIdsForEachUnsampledRequest() {
    traced.configure(new StubbornSampler(true), Sampler.alwaysOff());
    String first = unsampledTraceparent();
    String second = unsampledTraceparent();
    assertThat(first).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-0[02]").isNotEqualTo(second);
    assertThat(exchange.reads).isZero();
  }

  @Test
  void leavesRequestsToTheLibraryAbove() {
    HttpClientOperation<FakeExchange, FakeExchange> outer = tracing.start(exchange);
    assertThat(tracing.start(exchange)).isNull();
    outer.end(exchange, null);
    tracing.start(exchange).end(exchange, null);
    assertThat(traced.spans()).hasSize(2);
  }

  @Test
  void countsResends() {
    HttpClientOperation<FakeExchange, FakeExchange> second = tracing.start(exchange);
    second.resent(1);
    second.end(exchange, null);
    assertThat(traced.spans())
        .extracting(span -> span.getAttributes().get(longKey("http.request.resend_count")))
        .containsExactly(1L);
  }

  private String unsampledTraceparent() {
    HttpClientOperation<FakeExchange, FakeExchange> operation = tracing.start(exchange);
    Map<String, String> carrier = new HashMap<>();
    operation.inject(carrier, Map::put);
    operation.end(exchange, null);
    return carrier.get("traceparent");
  }
}
