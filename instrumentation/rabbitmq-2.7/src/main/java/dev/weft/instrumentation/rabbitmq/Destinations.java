package dev.weft.instrumentation.rabbitmq;

import org.jspecify.annotations.Nullable;

/** Names of destinations (conventions, {@code docs/messaging/rabbitmq.md}). */
final class Destinations {
  /** Names of queues that the broker makes up begin with it. */
  private static final String GENERATED = "amq.gen-";

  /** Pseudo-queues for direct replies, one per consumer and channel, begin with it. */
  private static final String REPLY_TO = "amq.rabbitmq.reply-to.";

  private static final String DEFAULT = "amq.default";

  private Destinations() {}

  /** {@code exchange:routing-key:queue} without what is empty, and without saying one twice. */
  static String name(
      @Nullable String exchange, @Nullable String routingKey, @Nullable String queue) {
    String name = joined(exchange, routingKey);
    if (queue != null && !queue.equals(routingKey)) {
      name = joined(name, queue);
    }
    return name.isEmpty() ? DEFAULT : name;
  }

  private static String joined(@Nullable String first, @Nullable String second) {
    if (first == null || first.isEmpty()) {
      return second == null ? "" : second;
    }
    return second == null || second.isEmpty() ? first : first + ':' + second;
  }

  /** The destination without what the broker has made up in it; null if that is nothing. */
  static @Nullable String template(String name) {
    String template = without(name, GENERATED);
    return template == null ? without(name, REPLY_TO) : template;
  }

  /** Whether the broker has made a queue's name up. */
  static boolean isGenerated(String queue) {
    return queue.startsWith(GENERATED);
  }

  private static @Nullable String without(String name, String prefix) {
    int start = name.indexOf(prefix);
    if (start < 0) {
      return null;
    }
    int end = name.indexOf(':', start);
    String rest = end < 0 ? "" : name.substring(end);
    return name.substring(0, start + prefix.length()) + '*' + rest;
  }
}
