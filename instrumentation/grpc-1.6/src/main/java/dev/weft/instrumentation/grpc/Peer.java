package dev.weft.instrumentation.grpc;

import io.grpc.Attributes;
import io.grpc.Grpc;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** The other end of a call's connection, if that is an IP address. */
final class Peer {
  private Peer() {}

  static @Nullable String address(Attributes attributes) {
    InetSocketAddress peer = of(attributes);
    InetAddress address = peer == null ? null : peer.getAddress();
    return address == null ? null : address.getHostAddress();
  }

  static int port(Attributes attributes) {
    InetSocketAddress peer = of(attributes);
    return peer == null ? -1 : peer.getPort();
  }

  private static @Nullable InetSocketAddress of(Attributes attributes) {
    SocketAddress peer = attributes.get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
    return peer instanceof InetSocketAddress ? (InetSocketAddress) peer : null;
  }
}
