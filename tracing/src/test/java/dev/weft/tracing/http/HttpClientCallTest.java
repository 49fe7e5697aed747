package dev.weft.tracing.http;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.TestTracing;
import dev.weft.tracing.Tracing;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HttpClientCallTest {
  @RegisterExtension private final TestTracing traced = new TestTracing();

  private final HttpClientTracing<FakeExchange, FakeExchange> tracing =
      new HttpClientTracing<>("test", new FakeExchange.Client());
  private final FakeExchange exchange = new FakeExchange();

  @Test
  void countsWhatIsSentForOneCallOfTheApplication() {
    HttpClientCall<FakeExchange, FakeExchange> call = tracing.openCall();
    assertThat(tracing.currentCall()).isSameAs(call);
    call.begin(exchange);
    call.end(null, new IOException());
    call.begin(exchange);
    call.end(exchange, null);
    call.close();
    assertThat(tracing.currentCall()).isNull();
    tracing.openCall().close();

    assertThat(resends()).containsExactly(null, 1L);
    assertThat(Context.current()).isSameAs(Context.root());
  }

  @Test
  void endsAnAnsweredRequestWhenItIsSentOnceMore() {
    HttpClientCall<FakeExchange, FakeExchange> call = tracing.openCall();
    call.begin(exchange);
    call.resendIfAnswered();
    assertThat(traced.spans()).isEmpty();
    call.received(exchange);
    call.resendIfAnswered();
    assertThat(traced.spans()).hasSize(1);
    assertThat(call.request()).isSameAs(exchange);
    call.end(exchange, null);
    assertThat(call.request()).isNull();
    assertThat(call.operation()).isNull();
    call.close();

    assertThat(resends()).containsExactly(null, 1L);
  }

  @Test
  void keepsCallsInsideOfCallsApart() {
    HttpClientTracing<FakeExchange, FakeExchange> other =
        new HttpClientTracing<>("other", new FakeExchange.Client());
    HttpClientCall<FakeExchange, FakeExchange> call = tracing.openCall();
    assertThat(other.currentCall()).isNull();
    for (HttpClientTracing<FakeExchange, FakeExchange> inner : List.of(tracing, other)) {
      HttpClientCall<FakeExchange, FakeExchange> within = inner.openCall();
      within.begin(exchange);
      within.end(exchange, null);
      within.close();
    }
    assertThat(tracing.currentCall()).isSameAs(call);
    call.begin(exchange);
    call.end(exchange, null);
    call.close();

    assertThat(resends()).containsExactly(null, null, null);
  }

  @Test
  void isNothingWithoutTracing() {
    Tracing.reset();
    assertThat(tracing.openCall()).isNull();
    assertThat(tracing.currentCall()).isNull();
  }

  private List<Long> resends() {
    return traced.spans().stream()
        .map(SpanData::getAttributes)
        .map(attributes -> attributes.get(longKey("http.request.resend_count")))
        .toList();
  }
}
