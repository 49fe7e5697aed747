package dev.weft.tracing.messaging;

import dev.weft.tracing.AttributeWriter;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Reads a messaging library's message, or a batch of them, on its way.
 *
 * <p>Methods are called while the operation starts or ends, and only if their answer is needed.
 * What they throw ends the span as it is and goes on to the caller, who counts it.
 *
 * @param <M> the message, with what the instrumentation knows of its client
 */
public interface MessagingGetter<M> {

  /** The messaging system, {@code kafka}. */
  String system();

  /**
   * The topic, queue or exchange; null if there is none, or messages of a batch have several.
   * Usually few texts: spans are named after it unless one of the next three says otherwise.
   */
  @Nullable String destination(M message);

  /** What stands for the destinations of many names in the names of spans. */
  default @Nullable String destinationTemplate(M message) {
    return null;
  }

  /** Whether the destination goes when its client goes. */
  default boolean isTemporary(M message) {
    return false;
  }

  /** Whether the broker has made the destination's name up. */
  default boolean isAnonymous(M message) {
    return false;
  }

  /** The id of the destination's partition; of a published message once it is known. */
  default @Nullable String partition(M message) {
    return null;
  }

  /** The message's own id; of a published message once it is known. */
  default @Nullable String messageId(M message) {
    return null;
  }

  /** What messages of a conversation have in common, such as a correlation id. */
  default @Nullable String conversationId(M message) {
    return null;
  }

  /** How many messages the batch has, or 0 if this is a single message. */
  default long batchSize(M message) {
    return 0;
  }

  /** The id of the client that sends or receives. */
  default @Nullable String clientId(M message) {
    return null;
  }

  /** The group of consumers that share the messages. */
  default @Nullable String consumerGroup(M message) {
    return null;
  }

  /** The broker's host, known without asking it. */
  default @Nullable String serverAddress(M message) {
    return null;
  }

  /** The broker's port, or -1. */
  default int serverPort(M message) {
    return -1;
  }

  /** All values of a header; null or empty if there is none. */
  @Nullable Iterator<String> headers(M message, String name);

  /** The last value of a header, which is that of the last who sent the message on. */
  default @Nullable String header(M message, String name) {
    Iterator<String> values = headers(message, name);
    String last = null;
    while (values != null && values.hasNext()) {
      last = values.next();
    }
    return last;
  }

  /** The names of all headers. */
  Iterable<String> headerNames(M message);

  /** Writes what only this system has; of a published message when it is sent. */
  default void describe(M message, AttributeWriter attributes) {}
}
