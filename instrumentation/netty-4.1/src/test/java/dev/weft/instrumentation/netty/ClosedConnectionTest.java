package dev.weft.instrumentation.netty;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that writes on when its connection has just been closed. */
class ClosedConnectionTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private static final class TooLate extends ChannelInboundHandlerAdapter {
    @Override
    public void channelInactive(ChannelHandlerContext context) {
      context.writeAndFlush(
          new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/late"));
    }
  }

  @Test
  void endsTheSpanOfARequestThatCannotBeSentAnyMore() {
    new EmbeddedChannel(new HttpClientCodec(), new TooLate()).close();

    assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE))
        .isEqualTo("java.nio.channels.ClosedChannelException");
  }
}
