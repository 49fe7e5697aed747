package dev.weft.instrumentation.rabbitmq;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.GetResponse;
import java.util.Collections;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A message on its way to or from a broker. */
final class RabbitMessage {
  private final Broker broker;
  private final @Nullable Envelope envelope;
  private final AMQP.@Nullable BasicProperties properties;
  private final boolean inWork;
  private final @Nullable String routingKey;
  private final String destination;
  private final @Nullable String template;

  private RabbitMessage(
      Broker broker,
      @Nullable Envelope envelope,
      @Nullable String exchange,
      @Nullable String routingKey,
      @Nullable String queue,
      AMQP.@Nullable BasicProperties properties,
      boolean inWork) {
    this.broker = broker;
    this.envelope = envelope;
    this.properties = properties;
    this.inWork = inWork;
    this.routingKey = routingKey;
    this.destination = Destinations.name(exchange, routingKey, queue);
    this.template = Destinations.template(destination);
  }

  static RabbitMessage published(
      Broker broker,
      @Nullable String exchange,
      @Nullable String routingKey,
      AMQP.@Nullable BasicProperties properties) {
    return new RabbitMessage(
        broker, null, exchange, routingKey, null, properties, /* inWork= */ false);
  }

  static RabbitMessage delivered(
      Subscription subscription, Envelope envelope, AMQP.@Nullable BasicProperties properties) {
    return new RabbitMessage(
        subscription.broker(),
        envelope,
        envelope.getExchange(),
        envelope.getRoutingKey(),
        subscription.queue(),
        properties,
        /* inWork= */ true);
  }

  /**
   * A message that was asked for.
   *
   * @param response null if none came, since the call failed
   */
  static RabbitMessage fetched(
      Broker broker, @Nullable String queue, @Nullable GetResponse response) {
    Envelope envelope = response == null ? null : response.getEnvelope();
    return new RabbitMessage(
        broker,
        envelope,
        envelope == null ? null : envelope.getExchange(),
        envelope == null ? null : envelope.getRoutingKey(),
        queue,
        response == null ? null : response.getProps(),
        /* inWork= */ false);
  }

  Broker broker() {
    return broker;
  }

  /** What a received message came in; null for a message that is published. */
  @Nullable Envelope envelope() {
    return envelope;
  }

  /** Whether the broker has nothing to do with the message any more. */
  boolean inWork() {
    return inWork;
  }

  @Nullable String routingKey() {
    return routingKey;
  }

  String destination() {
    return destination;
  }

  @Nullable String template() {
    return template;
  }

  @Nullable String id() {
    return properties == null ? null : properties.getMessageId();
  }

  @Nullable String correlationId() {
    return properties == null ? null : properties.getCorrelationId();
  }

  Map<String, Object> headers() {
    Map<String, Object> headers = properties == null ? null : properties.getHeaders();
    return headers == null ? Collections.<String, Object>emptyMap() : headers;
  }
}
