package dev.weft.instrumentation.okhttp;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.client.ChallengingServer;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.util.ArrayList;
import java.util.List;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
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
    OkHttpClient client =
        Calls.CLIENT
            .newBuilder()
            .authenticator(
                (route, response) ->
                    response.request().newBuilder().header("Authorization", "any").build())
            .build();
    get(client, "/");

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
  void makesASpanOfWhatAnInterceptorSendsAgain() throws IOException {
    OkHttpClient client =
        Calls.CLIENT
            .newBuilder()
            .addInterceptor(
                chain -> {
                  chain.proceed(chain.request()).body().close();
                  return chain.proceed(chain.request());
                })
            .build();
    get(client, "/open");

    List<SpanData> spans = weft.awaitSpans(2);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
        .containsExactly(null, 1L);
    server.assertEachRequestCarries(spans);
  }

  @Test
  void keepsApartWhatAnInterceptorSendsOnItsOwn() throws IOException {
    OkHttpClient client =
        Calls.CLIENT
            .newBuilder()
            .addInterceptor(
                chain -> {
                  get(Calls.CLIENT, "/open/token");
                  return chain.proceed(chain.request());
                })
            .build();
    get(client, "/open");

    List<SpanData> spans = weft.awaitSpans(2);
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
        .containsOnlyNulls();
    server.assertEachRequestCarries(spans);
  }

  @Test
  void sendsNoContextOfAnInterceptorAndShowsItNone() throws IOException {
    List<Request> seen = new ArrayList<>();
    OkHttpClient client =
        Calls.CLIENT
            .newBuilder()
            .addInterceptor(
                chain -> {
                  seen.add(chain.request());
                  return chain.proceed(chain.request());
                })
            .addNetworkInterceptor(
                chain -> {
                  seen.add(chain.request());
                  Request request =
                      chain.request().newBuilder().header("traceparent", FOREIGN).build();
                  return chain.proceed(request);
                })
            .build();
    Response response = client.newCall(request("/open")).execute();
    response.body().close();

    server.assertEachRequestCarries(weft.awaitSpans(1));
    assertThat(seen).hasSize(2);
    assertThat(seen).extracting(request -> request.header("traceparent")).containsOnlyNulls();
    assertThat(response.request().header("traceparent")).isNull();
    assertThat(response.networkResponse().request().header("traceparent")).isEqualTo(FOREIGN);
    assertThat(client.interceptors()).hasSize(1);
    assertThat(client.networkInterceptors()).hasSize(1);
  }

  @Test
  void makesOneSpanForAClientThatIsMadeOfAnother() throws IOException {
    get(Calls.CLIENT.newBuilder().build().newBuilder().build(), "/open");
    weft.awaitSpan();
  }

  @Test
  void tellsTheHostBehindAProxy() throws IOException {
    Proxy proxy = new Proxy(Proxy.Type.HTTP, new InetSocketAddress("localhost", server.port()));
    OkHttpClient client = Calls.CLIENT.newBuilder().proxy(proxy).build();
    Request request = new Request.Builder().url("http://behind.test/open?a=1").build();
    client.newCall(request).execute().body().close();

    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(URL_FULL)).isEqualTo("http://behind.test/open?a=1");
    server.assertEachRequestCarries(List.of(span));
  }

  private void get(OkHttpClient client, String path) throws IOException {
    client.newCall(request(path)).execute().body().close();
  }

  private Request request(String path) {
    return new Request.Builder().url(server.uri(path).toString()).build();
  }
}
