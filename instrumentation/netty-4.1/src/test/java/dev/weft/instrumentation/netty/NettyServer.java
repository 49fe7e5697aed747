package dev.weft.instrumentation.netty;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.function.Consumer;

/** A server on the loopback interface with the given handlers. */
final class NettyServer implements AutoCloseable {
  private final Channel listening;

  NettyServer(Consumer<Channel> pipeline) throws InterruptedException {
    listening =
        new ServerBootstrap()
            .group(Loops.ALL)
            .channel(NioServerSocketChannel.class)
            .childHandler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    pipeline.accept(channel);
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .sync()
            .channel();
  }

  int port() {
    return ((InetSocketAddress) listening.localAddress()).getPort();
  }

  @Override
  public void close() throws InterruptedException {
    listening.close().sync();
  }
}
