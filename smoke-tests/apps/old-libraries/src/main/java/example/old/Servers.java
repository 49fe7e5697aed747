package example.old;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.undertow.Undertow;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.charset.StandardCharsets;

/** HTTP servers. */
final class Servers {
  private Servers() {}

  static String undertow() throws Exception {
    InetSocketAddress address = freeAddress();
    Undertow server =
        Undertow.builder()
            .addHttpListener(address.getPort(), address.getHostString())
            .setHandler(exchange -> exchange.getResponseSender().send("served"))
            .build();
    server.start();
    URL url = new URL("http", address.getHostString(), address.getPort(), "/");
    try (InputStream body = url.openStream()) {
      return new String(body.readAllBytes(), StandardCharsets.US_ASCII);
    } finally {
      server.stop();
    }
  }

  private static InetSocketAddress freeAddress() throws Exception {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(OldLibraries.loopback());
      return (InetSocketAddress) socket.getLocalSocketAddress();
    }
  }

  static String netty() {
    StringBuilder seen = new StringBuilder();
    EmbeddedChannel channel =
        new EmbeddedChannel(
            new HttpServerCodec(),
            new ChannelInboundHandlerAdapter() {
              @Override
              public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof HttpRequest) {
                  seen.append(((HttpRequest) message).getUri());
                }
              }
            });
    channel
        .pipeline()
        .fireChannelRead(new DefaultFullHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.GET, "/read"));
    channel.finish();
    return seen.toString();
  }
}
