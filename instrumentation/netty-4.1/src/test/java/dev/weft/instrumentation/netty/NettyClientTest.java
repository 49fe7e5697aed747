package dev.weft.instrumentation.netty;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static io.opentelemetry.semconv.HttpAttributes.HTTP_RESPONSE_STATUS_CODE;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PROTOCOL_VERSION;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static io.opentelemetry.semconv.UrlAttributes.URL_FULL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.client.ClientRequest;
import dev.weft.testing.client.HttpClientPropagationContract;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NettyClientTest extends HttpClientPropagationContract {
  private final NettyClient client =
      new NettyClient(
          () -> new ChannelHandler[] {new HttpClientCodec(), new HttpObjectAggregator(1 << 20)});

  @Override
  protected int send(ClientRequest request) throws Exception {
    return client.send(request);
  }

  @AfterEach
  void closeClient() throws Exception {
    client.close();
  }

  @Test
  void describesTheRequestAndItsResponse() throws Exception {
    ClientRequest request = get("/status/404?page=2&sig=s3cret");
    assertThat(send(request)).isEqualTo(404);

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET");
    assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
    assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
    assertThat(span.getAttributes().get(ERROR_TYPE)).isEqualTo("404");
    assertThat(span.getAttributes().get(HTTP_RESPONSE_STATUS_CODE)).isEqualTo(404);
    assertThat(span.getAttributes().get(URL_FULL))
        .isEqualTo(request.uri().toString().replace("s3cret", "REDACTED"));
    assertThat(span.getAttributes().get(SERVER_ADDRESS)).isEqualTo("localhost");
    assertThat(span.getAttributes().get(SERVER_PORT)).isEqualTo(request.uri().getPort());
    assertThat(span.getAttributes().get(NETWORK_PEER_ADDRESS)).isEqualTo("127.0.0.1");
    assertThat(span.getAttributes().get(NETWORK_PROTOCOL_VERSION)).isEqualTo("1.1");
  }
}
