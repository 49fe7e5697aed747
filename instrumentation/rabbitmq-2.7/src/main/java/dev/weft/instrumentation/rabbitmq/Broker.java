package dev.weft.instrumentation.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.weft.tracing.WeakMap;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** The broker at the other end of a connection. */
final class Broker {
  static final Broker UNKNOWN = new Broker(null, null, -1);

  private static final WeakMap<Connection, Broker> BROKERS = new WeakMap<>();

  private final @Nullable String host;
  private final @Nullable String peer;
  private final int port;

  private Broker(@Nullable String host, @Nullable String peer, int port) {
    this.host = host;
    this.peer = peer;
    this.port = port;
  }

  static Broker of(Channel channel) {
    Connection connection = channel.getConnection();
    Broker known = BROKERS.get(connection);
    return known == null ? read(connection) : known;
  }

  private static Broker read(Connection connection) {
    InetAddress address = connection.getAddress();
    if (address == null) {
      // The connection is gone.
      return UNKNOWN;
    }
    String numeric = address.getHostAddress();
    // name/address: the only way to the name that was connected to which never asks the DNS.
    String printed = address.toString();
    int slash = printed.indexOf('/');
    String host = slash > 0 ? printed.substring(0, slash) : numeric;
    Broker broker = new Broker(host, numeric, connection.getPort());
    BROKERS.put(connection, broker);
    return broker;
  }

  /** The name that was connected to, or else the address. */
  @Nullable String host() {
    return host;
  }

  /** The address, a number and not a name. */
  @Nullable String peer() {
    return peer;
  }

  int port() {
    return port;
  }
}
