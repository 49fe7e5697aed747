package dev.weft.instrumentation.apachehttpclient4;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.client.ChallengingServer;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.ConnectException;
import java.util.List;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.HttpClient;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.DefaultServiceUnavailableRetryStrategy;
import org.apache.http.impl.client.HttpClientBuilder;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.message.BasicHttpRequest;
import org.apache.http.util.EntityUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttemptsTest {
  private static final String FOREIGN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private ChallengingServer server;

  @BeforeEach
  void start() throws IOException {
    server = new ChallengingServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void makesASpanOfTheAnswerToAChallenge() throws IOException {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("me", "secret"));
    try (CloseableHttpClient client =
        HttpClients.custom().setDefaultCredentialsProvider(credentials).build()) {
      get(client, new HttpGet(server.uri("/")));
    }

    List<SpanData> spans = weft.awaitSpans(2);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE))
        .containsExactly(401L, 200L);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
        .containsExactly(null, 1L);
    server.assertEachRequestCarries(spans);
  }

  @Test
  void makesASpanOfARequestThatComesAgain() throws IOException {
    try (CloseableHttpClient client =
        HttpClients.custom()
            .setServiceUnavailableRetryStrategy(
                new DefaultServiceUnavailableRetryStrategy(2, 1) {
                  @Override
                  public boolean retryRequest(
                      org.apache.http.HttpResponse response,
                      int executionCount,
                      org.apache.http.protocol.HttpContext context) {
                    return executionCount <= 2;
                  }
                })
            .build()) {
      get(client, new HttpGet(server.uri("/open")));
    }

    List<SpanData> spans = weft.awaitSpans(3);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
        .containsExactly(null, 1L, 2L);
    server.assertEachRequestCarries(spans);
  }

  @Test
  void sendsNoContextOfAnInterceptor() throws IOException {
    try (CloseableHttpClient client =
        HttpClients.custom()
            .addInterceptorLast(
                (org.apache.http.HttpRequest request, org.apache.http.protocol.HttpContext c) ->
                    request.addHeader("traceparent", FOREIGN))
            .build()) {
      get(client, new HttpGet(server.uri("/open")));
    }
    server.assertEachRequestCarries(weft.awaitSpans(1));
  }

  @Test
  void keepsApartWhatAnInterceptorSends() throws IOException {
    try (CloseableHttpClient tokens = HttpClients.createDefault();
        CloseableHttpClient client =
            HttpClients.custom()
                .addInterceptorFirst(
                    (org.apache.http.HttpRequest request, org.apache.http.protocol.HttpContext c) ->
                        get(tokens, new HttpGet(server.uri("/open/token"))))
                .build()) {
      get(client, new HttpGet(server.uri("/open")));
    }

    List<SpanData> spans = weft.awaitSpans(2);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
        .containsOnlyNulls();
    server.assertEachRequestCarries(spans);
  }

  @Test
  void tracesTheMinimalClientAndLeavesTheRequestAsItWas() throws IOException {
    HttpGet request = new HttpGet(server.uri("/open"));
    try (CloseableHttpClient client = HttpClients.createMinimal()) {
      get(client, request);
      get(client, request);
    }
    assertThat(request.getAllHeaders()).isEmpty();
    server.assertEachRequestCarries(weft.awaitSpans(2));
  }

  @Test
  void tellsTheWholeUrlOfARequestForAHost() throws IOException {
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      EntityUtils.consume(
          client
              .execute(
                  new HttpHost("localhost", server.port()),
                  new BasicHttpRequest("GET", "/open?a=1"))
              .getEntity());
    }
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(URL_FULL)).isEqualTo(server.uri("/open?a=1").toString());
  }

  @Test
  void tellsTheHostBehindAProxy() throws IOException {
    try (CloseableHttpClient client =
        HttpClientBuilder.create().setProxy(new HttpHost("localhost", server.port())).build()) {
      get(client, new HttpGet("http://behind.test/open?a=1"));
    }
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(URL_FULL)).isEqualTo("http://behind.test/open?a=1");
    assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("behind.test");
    assertThat(span.getAttributes().get(SERVER_PORT)).isEqualTo(80L);
    server.assertEachRequestCarries(List.of(span));
  }

  @Test
  void tellsAnAddressOfIpv6WithoutBrackets() throws IOException {
    try (CloseableHttpClient client = HttpClients.createDefault()) {
      HttpGet request = new HttpGet("http://[::1]:" + server.port() + "/");
      assertThatThrownBy(() -> get(client, request)).isInstanceOf(ConnectException.class);
    }
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(URL_FULL)).isEqualTo("http://[::1]:" + server.port() + "/");
    assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("::1");
    assertThat(span.getAttributes().get(ERROR_TYPE)).endsWith("ConnectException");
  }

  private static void get(HttpClient client, HttpGet request) throws IOException {
    EntityUtils.consume(client.execute(request).getEntity());
  }
}
