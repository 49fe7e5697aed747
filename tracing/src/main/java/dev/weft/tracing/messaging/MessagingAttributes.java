package dev.weft.tracing.messaging;

import static io.opentelemetry.api.common.AttributeKey.booleanKey;
import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.CapturedHeaders;
import dev.weft.tracing.StartView;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/** Name and attributes of the spans of one kind of operation. */
final class MessagingAttributes<M> implements StartView<M> {
  private static final AttributeKey<String> SYSTEM = stringKey("messaging.system");
  private static final AttributeKey<String> OPERATION_NAME = stringKey("messaging.operation.name");
  private static final AttributeKey<String> OPERATION_TYPE = stringKey("messaging.operation.type");
  private static final AttributeKey<String> DESTINATION = stringKey("messaging.destination.name");
  private static final AttributeKey<String> TEMPLATE = stringKey("messaging.destination.template");
  private static final AttributeKey<Boolean> TEMPORARY =
      booleanKey("messaging.destination.temporary");
  private static final AttributeKey<Boolean> ANONYMOUS =
      booleanKey("messaging.destination.anonymous");
  private static final AttributeKey<String> PARTITION =
      stringKey("messaging.destination.partition.id");
  private static final AttributeKey<String> MESSAGE_ID = stringKey("messaging.message.id");
  private static final AttributeKey<String> CONVERSATION_ID =
      stringKey("messaging.message.conversation_id");
  private static final AttributeKey<Long> BATCH_SIZE = longKey("messaging.batch.message_count");
  private static final AttributeKey<String> CLIENT_ID = stringKey("messaging.client.id");
  private static final AttributeKey<String> GROUP = stringKey("messaging.consumer.group.name");

  private final MessagingGetter<M> getter;
  private final MessagingVerb verb;
  private final SpanNames names;

  MessagingAttributes(MessagingGetter<M> getter, MessagingVerb verb) {
    this.getter = getter;
    this.verb = verb;
    this.names = new SpanNames(verb.name());
  }

  @Override
  public SpanKind kind() {
    return verb.kind();
  }

  @Override
  public @Nullable String header(M message, String name) {
    return getter.header(message, name);
  }

  @Override
  public @Nullable String attribute(M message, String key) {
    switch (key) {
      case "messaging.system":
        return getter.system();
      case "messaging.operation.name":
        return verb.name();
      case "messaging.operation.type":
        return verb.type();
      case "messaging.destination.name":
        return getter.destination(message);
      case "messaging.destination.template":
        return getter.destinationTemplate(message);
      case "messaging.consumer.group.name":
        return getter.consumerGroup(message);
      case "server.address":
        return getter.serverAddress(message);
      default:
        return null;
    }
  }

  /** The span's name (conventions, "Span name"): never a destination that anybody can make up. */
  String name(M message) {
    String destination = getter.destinationTemplate(message);
    if (destination == null && !getter.isTemporary(message) && !getter.isAnonymous(message)) {
      destination = getter.destination(message);
    }
    return destination == null || destination.isEmpty() ? names.bare() : names.of(destination);
  }

  /** Writes what is known of the operation, its destination and the client. */
  void write(M message, AttributeWriter attributes) {
    attributes.put(SYSTEM, getter.system());
    attributes.put(OPERATION_NAME, verb.name());
    attributes.put(OPERATION_TYPE, verb.type());
    attributes.put(DESTINATION, getter.destination(message));
    attributes.put(TEMPLATE, getter.destinationTemplate(message));
    attributes.put(GROUP, getter.consumerGroup(message));
    String address = getter.serverAddress(message);
    if (address != null) {
      attributes.put(SERVER_ADDRESS, address);
      attributes.putPort(SERVER_PORT, getter.serverPort(message));
    }
    if (getter.isTemporary(message)) {
      attributes.put(TEMPORARY, true);
    }
    if (getter.isAnonymous(message)) {
      attributes.put(ANONYMOUS, true);
    }
    attributes.put(CLIENT_ID, getter.clientId(message));
    long batchSize = getter.batchSize(message);
    if (batchSize > 0) {
      attributes.put(BATCH_SIZE, batchSize);
    }
  }

  /** Writes what is known of the message itself: of a published one when it is sent. */
  void writeMessage(M message, TracingSettings settings, AttributeWriter attributes) {
    attributes.put(PARTITION, getter.partition(message));
    attributes.put(MESSAGE_ID, getter.messageId(message));
    attributes.put(CONVERSATION_ID, getter.conversationId(message));
    getter.describe(message, attributes);
    CapturedHeaders headers = settings.messageHeaders();
    for (int i = 0; i < headers.size(); i++) {
      headers.write(i, getter.headers(message, headers.name(i)), attributes);
    }
  }
}
