package dev.weft.instrumentation.apachehttpasyncclient;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.client.ChallengingServer;
import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientContract;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.apache.http.HttpRequestInterceptor;
import org.apache.http.HttpResponse;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.client.methods.HttpUriRequest;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.concurrent.FutureCallback;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.nio.client.CloseableHttpAsyncClient;
import org.apache.http.impl.nio.client.HttpAsyncClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class ApacheHttpAsyncClientTest extends HttpClientContract {
  private static final String FOREIGN = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
  private static final CloseableHttpAsyncClient CLIENT = HttpAsyncClients.createDefault();

  @BeforeAll
  static void start() {
    CLIENT.start();
  }

  @AfterAll
  static void stop() throws Exception {
    CLIENT.close();
  }

  @Override
  protected int send(ClientRequest request) throws Exception {
    return status(CLIENT, toHttpRequest(request));
  }

  private static int status(CloseableHttpAsyncClient client, HttpUriRequest request)
      throws Exception {
    try {
      return client.execute(request, null).get().getStatusLine().getStatusCode();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }

  private static HttpUriRequest toHttpRequest(ClientRequest request) throws Exception {
    int timeout = (int) request.timeout().toMillis();
    RequestBuilder builder =
        RequestBuilder.create(request.method())
            .setUri(request.uri())
            .setConfig(RequestConfig.custom().setSocketTimeout(timeout).build());
    request.headers().forEach(header -> builder.addHeader(header.name(), header.value()));
    if (request.body() != null) {
      StringEntity body = new StringEntity(request.body());
      body.setChunked(request.streamed());
      builder.setEntity(body);
    }
    return builder.build();
  }

  @Test
  void callsBackInTheCallersContextWhenTheSpanHasEnded() throws Exception {
    Span parent = weft.tracer().spanBuilder("parent").startSpan();
    Told told = new Told();
    try (Scope unused = parent.makeCurrent()) {
      CLIENT.execute(new HttpGet(get("/ok").uri()), told);
      assertThat(Span.current()).isSameAs(parent);
    }
    parent.end();

    assertThat(told.span.get()).isSameAs(parent);
    assertThat(weft.awaitSpans(2))
        .filteredOn(span -> span.getName().equals("GET"))
        .extracting(SpanData::getParentSpanId)
        .containsExactly(parent.getSpanContext().getSpanId());
  }

  @Test
  void endsWithCancellation() throws Exception {
    CountDownLatch sending = new CountDownLatch(1);
    HttpRequestInterceptor signal = (request, context) -> sending.countDown();
    try (CloseableHttpAsyncClient client =
        HttpAsyncClients.custom().addInterceptorLast(signal).build()) {
      client.start();
      HttpGet request = new HttpGet(get("/silence").uri());
      Told told = new Told();
      client.execute(request, told);
      sending.await();
      request.abort();
      assertThatThrownBy(told.span::get).hasMessageContaining("cancelled");
    }
    assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE))
        .isEqualTo(CancellationException.class.getName());
  }

  @Test
  void makesASpanOfTheAnswerToAChallenge() throws Exception {
    BasicCredentialsProvider credentials = new BasicCredentialsProvider();
    credentials.setCredentials(AuthScope.ANY, new UsernamePasswordCredentials("me", "secret"));
    try (ChallengingServer server = new ChallengingServer();
        CloseableHttpAsyncClient client =
            HttpAsyncClients.custom().setDefaultCredentialsProvider(credentials).build()) {
      client.start();
      assertThat(status(client, new HttpGet(server.uri("/")))).isEqualTo(200);

      List<SpanData> spans = weft.awaitSpansAsBegun(2);
      assertThat(spans)
          .extracting(span -> span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE))
          .containsExactly(401L, 200L);
      assertThat(spans)
          .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
          .containsExactly(null, 1L);
      server.assertEachRequestCarries(spans);
    }
  }

  @Test
  void sendsNoContextOfAnInterceptorAndLeavesTheRequestAsItWas() throws Exception {
    HttpRequestInterceptor foreign =
        (request, context) -> request.addHeader("traceparent", FOREIGN);
    try (ChallengingServer server = new ChallengingServer();
        CloseableHttpAsyncClient client =
            HttpAsyncClients.custom().addInterceptorLast(foreign).build()) {
      client.start();
      HttpGet request = new HttpGet(server.uri("/open"));
      status(client, request);
      assertThat(request.getAllHeaders()).isEmpty();
      server.assertEachRequestCarries(weft.awaitSpans(1));
    }
  }

  @Test
  void tracesTheMinimalClient() throws Exception {
    try (ChallengingServer server = new ChallengingServer();
        CloseableHttpAsyncClient client = HttpAsyncClients.createMinimal()) {
      client.start();
      assertThat(status(client, new HttpGet(server.uri("/open")))).isEqualTo(200);
      server.assertEachRequestCarries(weft.awaitSpans(1));
    }
  }

  private static final class Told implements FutureCallback<HttpResponse> {
    final CompletableFuture<Span> span = new CompletableFuture<>();

    @Override
    public void completed(HttpResponse result) {
      span.complete(Span.current());
    }

    @Override
    public void failed(Exception failure) {
      span.completeExceptionally(failure);
    }

    @Override
    public void cancelled() {
      span.completeExceptionally(new IllegalStateException("cancelled"));
    }
  }
}
