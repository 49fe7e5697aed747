package dev.weft.instrumentation.lettuce;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.db.DbInfo;
import io.lettuce.core.RedisURI;
import io.lettuce.core.protocol.DefaultEndpoint;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** The store at each connection's other end. */
final class Stores {
  private static final DbInfo UNKNOWN = DbInfo.ofStore("redis", "0", null, -1);

  private static final WeakMap<DefaultEndpoint, DbInfo> STORES = new WeakMap<>();

  private Stores() {}

  static DbInfo of(DefaultEndpoint endpoint) {
    DbInfo known = STORES.get(endpoint);
    return known == null ? UNKNOWN : known;
  }

  /** The client will select the URI's database on each connection that it makes. */
  static void connecting(DefaultEndpoint endpoint, RedisURI uri) {
    selected(endpoint, Integer.toString(uri.getDatabase()));
  }

  static void selected(DefaultEndpoint endpoint, String database) {
    STORES.put(endpoint, of(endpoint).withNamespace(database));
  }

  /** Connected, for the first time or again; perhaps to another server than before. */
  static void connected(DefaultEndpoint endpoint, Channel channel) {
    SocketAddress remote = channel.remoteAddress();
    DbInfo known = of(endpoint);
    if (remote instanceof InetSocketAddress) {
      InetSocketAddress server = (InetSocketAddress) remote;
      STORES.put(
          endpoint,
          DbInfo.ofStore(
              known.system(), known.namespace(), server.getHostString(), server.getPort()));
    } else if (remote != null) {
      // A socket of the file system.
      STORES.put(
          endpoint, DbInfo.ofStore(known.system(), known.namespace(), remote.toString(), -1));
    }
  }
}
