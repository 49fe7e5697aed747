package dev.weft.testing.client;

import static io.opentelemetry.api.common.AttributeKey.stringArrayKey;
import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_METHOD;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.RefusingPort;
import dev.weft.testing.client.RecordingServer.Received;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every HTTP client instrumentation does. A library's test tells how it sends a request. */
public abstract class HttpClientContract extends HttpClientPropagationContract {

  @Test
  void describesTheRequestAndItsResponse() throws Exception {
    assertThat(send(get("/ok?page=2"))).isEqualTo(200);

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
    assertThat(span.getParentSpanId()).isEqualTo(SpanId.getInvalid());
    assertThat(span.getAttributes().get(HTTP_REQUEST_METHOD)).isEqualTo("GET");
    assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
    assertThat(span.getAttributes().get(URL_FULL)).isEqualTo(server().uri("/ok?page=2").toString());
    assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("localhost");
    assertThat(span.getAttributes().get(SERVER_PORT)).isEqualTo(server().port());
    assertThat(span.getAttributes().get(ERROR_TYPE)).isNull();
    assertThat(span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT)).isNull();
  }

  @Test
  void makesASpanForEachRequestOfARedirection() throws Exception {
    assertThatARedirectionMakesASpanForEachRequest();
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 500})
  void marksAnErrorResponse(int status) throws Exception {
    assertThat(send(get("/status/" + status))).isEqualTo(status);

    SpanData span = weft.awaitSpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(status);
    assertThat(span.getAttributes().get(ERROR_TYPE)).isEqualTo(String.valueOf(status));
    assertThat(span.getEvents()).isEmpty();
  }

  @Test
  void tellsARefusedConnection() throws Exception {
    try (RefusingPort port = new RefusingPort()) {
      URI uri = URI.create("http://localhost:" + port.number() + "/");
      assertThatThrownBy(() -> send(ClientRequest.get(uri))).isInstanceOf(IOException.class);

      SpanData span = weft.awaitSpan();
      assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
      assertThat(span.getAttributes().get(ERROR_TYPE)).endsWith("ConnectException");
      assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("localhost");
      assertThat(span.getAttributes().get(SERVER_PORT)).isEqualTo(port.number());
      assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isNull();
    }
  }

  @Test
  void tellsATimeout() {
    ClientRequest request = get("/silence").timeout(Duration.ofMillis(200));
    assertThatThrownBy(() -> send(request)).isInstanceOf(IOException.class);

    SpanData span = weft.awaitSpan();
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(ERROR_TYPE)).contains("Timeout");
    assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isNull();
  }

  @Test
  void sendsABodyAsItIs() throws Exception {
    assertThat(send(get("/ok").post("hello"))).isEqualTo(200);

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("POST");
    assertThat(span.getAttributes().get(HTTP_REQUEST_METHOD)).isEqualTo("POST");
    Received request = server().received().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.body()).isEqualTo("hello");
    assertEachRequestCarries(List.of(span));
  }

  @Test
  void redactsSecretsInTheUrl() throws Exception {
    send(get("/ok?sig=s3cret&page=2"));
    assertThat(weft.awaitSpan().getAttributes().get(URL_FULL))
        .isEqualTo(server().uri("/ok?sig=REDACTED&page=2").toString());
  }

  @Test
  void capturesHeadersThatAreAskedFor() throws Exception {
    weft.configure(
        TracingSettings.builder()
            .clientRequestHeaders(List.of("x-question"))
            .clientResponseHeaders(List.of("x-answer"))
            .build());
    send(get("/ok").header("X-Question", "why"));

    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(stringArrayKey("http.request.header.x-question")))
        .containsExactly("why");
    assertThat(span.getAttributes().get(stringArrayKey("http.response.header.x-answer")))
        .containsExactly("42");
  }
}
