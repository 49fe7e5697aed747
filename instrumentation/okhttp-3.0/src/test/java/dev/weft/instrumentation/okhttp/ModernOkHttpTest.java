package dev.weft.instrumentation.okhttp;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_REQUEST_RESEND_COUNT;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.client.ChallengingServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.Message;
import org.apache.hc.core5.http.impl.bootstrap.HttpAsyncServer;
import org.apache.hc.core5.http.nio.AsyncRequestConsumer;
import org.apache.hc.core5.http.nio.AsyncServerRequestHandler;
import org.apache.hc.core5.http.nio.entity.NoopEntityConsumer;
import org.apache.hc.core5.http.nio.support.BasicRequestConsumer;
import org.apache.hc.core5.http.nio.support.BasicResponseProducer;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.http2.impl.nio.bootstrap.H2ServerBootstrap;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the floor does not have, or not on today's JDKs. */
class ModernOkHttpTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  @Test
  void makesOneSpanForEachCopyOfACall() throws IOException {
    try (ChallengingServer server = new ChallengingServer()) {
      Request request = new Request.Builder().url(server.uri("/open").toString()).build();
      Call call = Calls.CLIENT.newCall(request);
      call.execute().body().close();
      call.clone().execute().body().close();

      List<SpanData> spans = weft.awaitSpans(2);
      assertThat(spans)
          .extracting(span -> span.getAttributes().get(HTTP_REQUEST_RESEND_COUNT))
          .containsOnlyNulls();
      server.assertEachRequestCarries(spans);
    }
  }

  @Test
  void sendsEachRequestOfAnHttp2ConnectionWithItsOwnContext() throws Exception {
    Listening handler = new Listening();
    HttpAsyncServer server =
        H2ServerBootstrap.bootstrap()
            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
            .register("*", handler)
            .create();
    server.start();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    InetSocketAddress address = (InetSocketAddress) server.listen(any).get().getAddress();
    Request request =
        new Request.Builder().url("http://localhost:" + address.getPort() + "/").build();
    OkHttpClient client =
        Calls.CLIENT.newBuilder().protocols(List.of(Protocol.H2_PRIOR_KNOWLEDGE)).build();
    try {
      client.newCall(request).execute().body().close();
      client.newCall(request).execute().body().close();
    } finally {
      client.connectionPool().evictAll();
      server.close(CloseMode.IMMEDIATE);
    }

    List<SpanData> spans = weft.awaitSpansAsBegun(2);
    assertThat(handler.traceparents)
        .containsExactlyElementsOf(
            spans.stream()
                .map(span -> "00-" + span.getTraceId() + "-" + span.getSpanId() + "-03")
                .toList());
    assertThat(spans)
        .extracting(span -> span.getAttributes().get(NETWORK_PROTOCOL_VERSION))
        .containsOnly("2");
  }

  @Test
  void makesASpanOfTheRequestThatOpensAWebSocket() throws Exception {
    try (UpgradingServer server = new UpgradingServer()) {
      Span parent = weft.tracer().spanBuilder("parent").startSpan();
      Opened opened = new Opened();
      Request request = new Request.Builder().url(server.url()).build();
      try (Scope unused = parent.makeCurrent()) {
        Calls.CLIENT.newWebSocket(request, opened);
      }
      parent.end();
      assertThat(opened.span.get()).isSameAs(parent);

      assertThat(server.traceparent()).isNotNull();
      server.close();
      assertThat(weft.awaitSpans(2))
          .filteredOn(span -> span.getKind() == SpanKind.CLIENT)
          .singleElement()
          .satisfies(span -> assertThat(server.traceparent()).contains(span.getSpanId()))
          .extracting(span -> span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE))
          .isEqualTo(101L);
    }
  }

  private static final class Opened extends WebSocketListener {
    final CompletableFuture<Span> span = new CompletableFuture<>();

    @Override
    public void onOpen(WebSocket webSocket, Response response) {
      span.complete(Span.current());
    }

    @Override
    public void onFailure(WebSocket webSocket, Throwable failure, @Nullable Response response) {
      span.completeExceptionally(failure);
    }
  }

  private static final class Listening
      implements AsyncServerRequestHandler<Message<HttpRequest, Void>> {
    final List<String> traceparents = new CopyOnWriteArrayList<>();

    @Override
    public AsyncRequestConsumer<Message<HttpRequest, Void>> prepare(
        HttpRequest request, @Nullable EntityDetails entity, HttpContext context) {
      return new BasicRequestConsumer<>(entity == null ? null : new NoopEntityConsumer());
    }

    @Override
    public void handle(
        Message<HttpRequest, Void> message, ResponseTrigger response, HttpContext context)
        throws HttpException, IOException {
      for (Header header : message.getHead().getHeaders("traceparent")) {
        traceparents.add(header.getValue());
      }
      response.submitResponse(new BasicResponseProducer(200, "fine"), context);
    }
  }
}
