package dev.weft.instrumentation.rabbitmq;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Consumer;
import dev.weft.tracing.WeakMap;
import org.jspecify.annotations.Nullable;

/** Where a consumer's messages come from. */
final class Subscription {
  private static final Subscription UNKNOWN = new Subscription(Broker.UNKNOWN, null);

  private static final WeakMap<Consumer, Subscription> SUBSCRIPTIONS = new WeakMap<>();

  private final Broker broker;
  private final @Nullable String queue;

  private Subscription(Broker broker, @Nullable String queue) {
    this.broker = broker;
    this.queue = queue;
  }

  /** A consumer is about to get the messages of a queue. */
  static void begin(Consumer consumer, Channel channel, @Nullable String queue) {
    Subscription last = SUBSCRIPTIONS.get(consumer);
    // Its messages do not say from which of several queues they come.
    String only = last == null || isSame(last.queue, queue) ? queue : null;
    SUBSCRIPTIONS.put(consumer, new Subscription(Broker.of(channel), only));
  }

  /** After a reconnect a queue without a name of its own has another one. */
  private static boolean isSame(@Nullable String one, @Nullable String other) {
    return one != null
        && other != null
        && (one.equals(other) || Destinations.isGenerated(one) && Destinations.isGenerated(other));
  }

  static Subscription of(Consumer consumer) {
    Subscription known = SUBSCRIPTIONS.get(consumer);
    return known == null ? UNKNOWN : known;
  }

  Broker broker() {
    return broker;
  }

  /** The queue; null if it is not known, or one of several. */
  @Nullable String queue() {
    return queue;
  }
}
