package dev.weft.instrumentation.apachehttpclient5;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.hc.client5.http.async.methods.SimpleHttpRequest;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
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

class Http2Test {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  @Test
  void sendsEachRequestOfAConnectionWithItsOwnContext() throws Exception {
    Listening handler = new Listening();
    HttpAsyncServer server =
        H2ServerBootstrap.bootstrap()
            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_2)
            .register("*", handler)
            .create();
    server.start();
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    InetSocketAddress address = (InetSocketAddress) server.listen(any).get().getAddress();
    URI uri = URI.create("http://localhost:" + address.getPort() + "/");
    try (CloseableHttpAsyncClient client = HttpAsyncClients.createHttp2Default()) {
      client.start();
      client.execute(new SimpleHttpRequest("GET", uri), null).get();
      client.execute(new SimpleHttpRequest("GET", uri), null).get();
    } finally {
      server.close(CloseMode.IMMEDIATE);
    }

    List<SpanData> spans = weft.awaitSpansAsBegun(2);
    assertThat(handler.traceparents)
        .containsExactlyElementsOf(
            spans.stream()
                .map(span -> "00-" + span.getTraceId() + "-" + span.getSpanId() + "-03")
                .toList());
    assertThat(spans)
        .allSatisfy(
            span -> {
              assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(200);
              assertThat(span.getAttributes().get(NETWORK_PROTOCOL_VERSION)).isEqualTo("2");
            });
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
