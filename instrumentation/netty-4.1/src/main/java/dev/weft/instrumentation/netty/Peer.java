package dev.weft.instrumentation.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is the same for all requests of a connection, read when a span first wants it. */
final class Peer {
  /** By name: it is in an artifact that an application of these codecs need not have. */
  private static final String TLS = "io.netty.handler.ssl.SslHandler";

  private final Channel channel;
  private @Nullable String scheme;
  private @Nullable String address;

  Peer(Channel channel) {
    this.channel = channel;
  }

  String scheme() {
    String known = scheme;
    if (known == null) {
      known = isSecured() ? "https" : "http";
      scheme = known;
    }
    return known;
  }

  private boolean isSecured() {
    for (Map.Entry<String, ChannelHandler> handler : channel.pipeline()) {
      for (Class<?> type = handler.getValue().getClass();
          type != null && type != Object.class;
          type = type.getSuperclass()) {
        if (type.getName().equals(TLS)) {
          return true;
        }
      }
    }
    return false;
  }

  /** The other end's address; null if it is not one of the Internet. */
  @Nullable String address() {
    if (address == null) {
      address = addressOf(channel.remoteAddress());
    }
    return address;
  }

  int port() {
    return portOf(channel.remoteAddress());
  }

  /** The other end as its address was given; empty if it is none of the Internet. */
  String authority() {
    SocketAddress socket = channel.remoteAddress();
    if (!(socket instanceof InetSocketAddress)) {
      return "";
    }
    String host = ((InetSocketAddress) socket).getHostString();
    return (host.indexOf(':') < 0 ? host : '[' + host + ']') + ':' + port();
  }

  @Nullable String localAddress() {
    return addressOf(channel.localAddress());
  }

  int localPort() {
    return portOf(channel.localAddress());
  }

  /** Where a connection ends without a reason. Nobody's code has thrown: no stack trace. */
  static Throwable closed() {
    ClosedChannelException closed = new ClosedChannelException();
    closed.setStackTrace(new StackTraceElement[0]);
    return closed;
  }

  private static @Nullable String addressOf(@Nullable SocketAddress socket) {
    InetAddress address =
        socket instanceof InetSocketAddress ? ((InetSocketAddress) socket).getAddress() : null;
    return address == null ? null : address.getHostAddress();
  }

  private static int portOf(@Nullable SocketAddress socket) {
    return socket instanceof InetSocketAddress ? ((InetSocketAddress) socket).getPort() : -1;
  }
}
