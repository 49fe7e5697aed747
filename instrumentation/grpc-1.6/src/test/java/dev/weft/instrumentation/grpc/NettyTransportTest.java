package dev.weft.instrumentation.grpc;

import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_PORT;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.RefusingPort;
import dev.weft.testing.rpc.CallShape;
import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.netty.NegotiationType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NettyTransportTest extends GrpcContract {
  private static RefusingPort nobody;

  private int port;

  @BeforeAll
  static void takePort() throws IOException {
    nobody = new RefusingPort();
  }

  @Override
  ServerBuilder<?> newServer() {
    return NettyServerBuilder.forPort(0);
  }

  @Override
  ManagedChannelBuilder<?> newChannel(Server started) {
    port = started.getPort();
    return channel(port);
  }

  @Override
  ManagedChannelBuilder<?> newChannelToNobody() {
    return channel(nobody.number());
  }

  @AfterAll
  static void freePort() throws IOException {
    nobody.close();
  }

  private static ManagedChannelBuilder<?> channel(int port) {
    return NettyChannelBuilder.forAddress("localhost", port)
        .negotiationType(NegotiationType.PLAINTEXT);
  }

  @Test
  void tellsBothEndsOfTheConnection() throws Exception {
    call(CallShape.UNARY, "hello");

    List<SpanData> spans = weft.awaitSpans(3);
    SpanData client = only(spans, SpanKind.CLIENT);
    SpanData server = only(spans, SpanKind.SERVER);
    assertThat(client.getAttributes().get(SERVER_PORT)).isEqualTo(port);
    assertThat(server.getAttributes().get(SERVER_PORT)).isEqualTo(port);
    // gRPC 1.6 does not tell clients.
    assertThat(client.getAttributes().get(NETWORK_PEER_PORT)).isIn((long) port, null);
    assertThat(server.getAttributes().get(NETWORK_PEER_ADDRESS)).matches("127.0.0.1|0:.*:1");
    assertThat(server.getAttributes().get(NETWORK_PEER_PORT)).isPositive().isNotEqualTo(port);
  }
}
