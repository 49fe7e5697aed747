package dev.weft.instrumentation.rabbitmq;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_ADDRESS;
import static io.opentelemetry.semconv.NetworkAttributes.NETWORK_PEER_PORT;

import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.LongString;
import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.messaging.MessagingGetter;
import io.opentelemetry.api.common.AttributeKey;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads messages of RabbitMQ. */
final class RabbitMessageGetter implements MessagingGetter<RabbitMessage> {
  private static final AttributeKey<String> ROUTING_KEY =
      stringKey("messaging.rabbitmq.destination.routing_key");
  private static final AttributeKey<Long> DELIVERY_TAG =
      longKey("messaging.rabbitmq.message.delivery_tag");

  @Override
  public String system() {
    return "rabbitmq";
  }

  @Override
  public String destination(RabbitMessage message) {
    return message.destination();
  }

  @Override
  public @Nullable String destinationTemplate(RabbitMessage message) {
    return message.template();
  }

  @Override
  public boolean isAnonymous(RabbitMessage message) {
    return message.template() != null;
  }

  @Override
  public @Nullable String messageId(RabbitMessage message) {
    return message.id();
  }

  @Override
  public @Nullable String conversationId(RabbitMessage message) {
    return message.correlationId();
  }

  @Override
  public @Nullable String serverAddress(RabbitMessage message) {
    return message.broker().host();
  }

  @Override
  public int serverPort(RabbitMessage message) {
    return message.broker().port();
  }

  @Override
  public @Nullable Iterator<String> headers(RabbitMessage message, String name) {
    String value = header(message, name);
    return value == null ? null : Collections.singletonList(value).iterator();
  }

  /** Texts only: other values may be the application's own, and so is what they print. */
  @Override
  public @Nullable String header(RabbitMessage message, String name) {
    Object value = message.headers().get(name);
    return value instanceof String || value instanceof LongString ? value.toString() : null;
  }

  @Override
  public Iterable<String> headerNames(RabbitMessage message) {
    return message.headers().keySet();
  }

  @Override
  public void describe(RabbitMessage message, AttributeWriter attributes) {
    attributes.put(ROUTING_KEY, message.routingKey());
    Envelope envelope = message.envelope();
    if (envelope != null) {
      attributes.put(DELIVERY_TAG, envelope.getDeliveryTag());
    }
    String peer = message.broker().peer();
    if (peer != null && !message.inWork()) {
      attributes.put(NETWORK_PEER_ADDRESS, peer);
      attributes.putPort(NETWORK_PEER_PORT, message.broker().port());
    }
  }
}
