package dev.weft.instrumentation.apachehttpclient5;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
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
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.HttpRequestRetryStrategy;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecChainHandler;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.auth.AuthScope;
import org.apache.hc.client5.http.auth.CredentialsProvider;
import org.apache.hc.client5.http.auth.UsernamePasswordCredentials;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.auth.BasicCredentialsProvider;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.classic.RequestFailedException;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AttemptsTest {
  private static final String FOREIGN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final HttpRequestInterceptor FOREIGN_CONTEXT =
      (request, entity, context) -> request.addHeader("traceparent", FOREIGN);

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
    try (CloseableHttpClient client =
        HttpClients.custom().setDefaultCredentialsProvider(credentials()).build()) {
      get(client, new HttpGet(server.uri("/")));
    }
    assertChallengeAndAnswer();
  }

  @Test
  void makesASpanOfTheAnswerToAChallengeOfAnAsynchronousClient() throws Exception {
    try (CloseableHttpAsyncClient client =
        HttpAsyncClients.custom().setDefaultCredentialsProvider(credentials()).build()) {
      get(client, "/");
    }
    assertChallengeAndAnswer();
  }

  private static CredentialsProvider credentials() {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(
        new AuthScope(null, -1), new UsernamePasswordCredentials("me", "secret".toCharArray()));
    return credentials;
  }

  private void assertChallengeAndAnswer() {
    List<SpanData> spans = weft.awaitSpansAsBegun(2);
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
        HttpClients.custom().setRetryStrategy(new TwiceMore()).build()) {
      get(client, new HttpGet(server.uri("/open")));
    }
    assertThreeAttempts();
  }

  @Test
  void makesASpanOfARequestThatComesAgainFromAnAsynchronousClient() throws Exception {
    try (CloseableHttpAsyncClient client =
        HttpAsyncClients.custom().setRetryStrategy(new TwiceMore()).build()) {
      get(client, "/open");
    }
    assertThreeAttempts();
  }

  private void assertThreeAttempts() {
    List<SpanData> spans = weft.awaitSpansAsBegun(3);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
        .containsExactly(null, 1L, 2L);
    server.assertEachRequestCarries(spans);
  }

  @Test
  void makesNoSpanOfAnAttemptAfterCancellation() throws Exception {
    Cancelling cancelling = new Cancelling();
    try (CloseableHttpAsyncClient client =
        HttpAsyncClients.custom()
            .addExecInterceptorAfter(ChainElement.CONNECT.name(), "cancelling", cancelling)
            .build()) {
      client.start();
      Future<?> call = client.execute(new SimpleHttpRequest("GET", server.uri("/open")), null);
      cancelling.failed.get();
      assertThat(call.isCancelled()).isTrue();
    }
    assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE))
        .isEqualTo(CancellationException.class.getName());
  }

  @Test
  void sendsNoContextOfAnInterceptor() throws IOException {
    try (CloseableHttpClient client =
        HttpClients.custom().addRequestInterceptorLast(FOREIGN_CONTEXT).build()) {
      get(client, new HttpGet(server.uri("/open")));
    }
    server.assertEachRequestCarries(weft.awaitSpans(1));
  }

  @Test
  void sendsNoContextOfAnAsynchronousClientsInterceptor() throws Exception {
    try (CloseableHttpAsyncClient client =
        HttpAsyncClients.custom().addRequestInterceptorLast(FOREIGN_CONTEXT).build()) {
      get(client, "/open");
    }
    server.assertEachRequestCarries(weft.awaitSpans(1));
  }

  @Test
  void tracesTheMinimalClientAndLeavesTheRequestAsItWas() throws IOException {
    HttpGet request = new HttpGet(server.uri("/open"));
    try (CloseableHttpClient client = HttpClients.createMinimal()) {
      get(client, request);
      int headers = request.getHeaders().length;
      get(client, request);
      assertThat(request.getHeaders()).hasSize(headers);
    }
    assertThat(request.containsHeader("traceparent")).isFalse();
    server.assertEachRequestCarries(weft.awaitSpans(2));
  }

  @Test
  void tellsTheHostBehindAProxy() throws IOException {
    try (CloseableHttpClient client =
        HttpClients.custom().setProxy(new HttpHost("localhost", server.port())).build()) {
      get(client, new HttpGet("http://behind.test/open?a=1"));
    }
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(URL_FULL)).isEqualTo("http://behind.test/open?a=1");
    assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("behind.test");
    assertThat(span.getAttributes().get(SERVER_PORT)).isEqualTo(80L);
    assertThat(span.getAttributes().get(NETWORK_PROTOCOL_VERSION)).isEqualTo("1.1");
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
    // Without a context of its own the minimal client of 5.0 fails.
    client.execute(
        request,
        HttpClientContext.create(),
        response -> {
          EntityUtils.consume(response.getEntity());
          return null;
        });
  }

  private void get(CloseableHttpAsyncClient client, String path) throws Exception {
    client.start();
    client.execute(new SimpleHttpRequest("GET", server.uri(path)), null).get();
  }

  /** Sends everything three times. */
  private static final class TwiceMore implements HttpRequestRetryStrategy {

    @Override
    public boolean retryRequest(
        HttpRequest request, IOException failure, int count, HttpContext context) {
      return false;
    }

    @Override
    public boolean retryRequest(HttpResponse response, int count, HttpContext context) {
      return count <= 2;
    }

    @Override
    public TimeValue getRetryInterval(HttpResponse response, int count, HttpContext context) {
      return TimeValue.ofMilliseconds(1);
    }
  }

  /**
   * A cancellation that comes as the connection stands, about which the client's own chain hears
   * twice: of the cancelled request first, then of its connection, upon which 5.0 tries again.
   */
  private static final class Cancelling implements AsyncExecChainHandler {
    final CompletableFuture<Void> failed = new CompletableFuture<>();

    @Override
    public void execute(
        HttpRequest request,
        AsyncEntityProducer body,
        AsyncExecChain.Scope scope,
        AsyncExecChain chain,
        AsyncExecCallback callback) {
      scope.cancellableDependency.cancel();
      callback.failed(new RequestFailedException("aborted"));
      callback.failed(new IOException("closed"));
      failed.complete(null);
    }
  }
}
