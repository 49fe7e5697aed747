package dev.weft.testing.client;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.RefusingPort;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What holds of client libraries that sit on each other: one span for each request that goes over
 * the wire. The upper library's test tells how that one sends a GET request without more.
 */
public abstract class StackedClientContract extends HttpClientFixture {

  @Test
  void makesOneSpanOfARequest() throws Exception {
    assertThat(send(get("/ok"))).isEqualTo(200);

    SpanData span = weft.awaitSpan();
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT)).isNull();
    assertEachRequestCarries(List.of(span));
  }

  @Test
  void makesASpanForEachRequestOfARedirection() throws Exception {
    assertThatARedirectionMakesASpanForEachRequest();
  }

  @Test
  void makesOneSpanOfARefusedConnection() throws Exception {
    try (RefusingPort port = new RefusingPort()) {
      URI uri = URI.create("http://localhost:" + port.number());
      assertThatThrownBy(() -> send(ClientRequest.get(uri))).isInstanceOf(Exception.class);

      assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE)).endsWith("ConnectException");
    }
  }
}
