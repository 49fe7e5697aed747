package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.WeakMap;
import java.util.List;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/** What is known of a producer or consumer from its configuration. */
final class KafkaClient {
  private static final WeakMap<Object, KafkaClient> CLIENTS = new WeakMap<>();

  private final @Nullable String id;
  private final @Nullable String group;
  private final @Nullable String host;
  private final int port;

  private KafkaClient(@Nullable String id, @Nullable String group, @Nullable String server) {
    this.id = id;
    this.group = group;
    int colon = server == null ? -1 : server.lastIndexOf(':');
    this.host = server == null || colon < 0 ? null : host(server.substring(0, colon));
    this.port = server == null || colon < 0 ? -1 : port(server.substring(colon + 1));
  }

  /** Remembers what a client that has been made is configured with. */
  static void configured(Object client, AbstractConfig config) {
    // A client of several brokers talks to any of them: none is its server.
    List<String> servers = config.getList(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    String group =
        config instanceof ConsumerConfig ? config.getString(ConsumerConfig.GROUP_ID_CONFIG) : null;
    CLIENTS.put(
        client,
        new KafkaClient(
            config.getString(CommonClientConfigs.CLIENT_ID_CONFIG),
            group,
            servers != null && servers.size() == 1 ? servers.get(0) : null));
  }

  /** What is known; nothing of a client that was made before the agent came. */
  static KafkaClient of(Object client) {
    KafkaClient known = CLIENTS.get(client);
    if (known != null) {
      return known;
    }
    KafkaClient unknown = new KafkaClient(null, null, null);
    CLIENTS.put(client, unknown);
    return unknown;
  }

  @Nullable String id() {
    return id;
  }

  @Nullable String group() {
    return group;
  }

  @Nullable String host() {
    return host;
  }

  int port() {
    return port;
  }

  /** Without the security protocol and the brackets of an IPv6 address, which may be before it. */
  private static String host(String address) {
    String host = address.substring(address.lastIndexOf('/') + 1);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    return bracketed ? host.substring(1, host.length() - 1) : host;
  }

  private static int port(String digits) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException malformed) {
      // Kafka has let it pass, so there is an address; it just does not end in a port.
      return -1;
    }
  }
}
