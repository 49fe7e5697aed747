package dev.weft.instrumentation.rabbitmq;

import com.rabbitmq.client.AMQP;
import dev.weft.tracing.RequestHeaderSetter;
import dev.weft.tracing.messaging.MessagingOperation;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes trace headers to messages. */
final class TraceHeaders extends RequestHeaderSetter<Map<String, Object>> {
  private static final TraceHeaders SETTER = new TraceHeaders();

  private TraceHeaders() {}

  /**
   * The properties with the operation's context. A copy: the application may publish with its own
   * once more, from several threads, and the library has constants.
   */
  static AMQP.BasicProperties carrying(
      MessagingOperation<?> operation, AMQP.@Nullable BasicProperties properties) {
    Map<String, Object> headers = new HashMap<>();
    if (properties != null && properties.getHeaders() != null) {
      headers.putAll(properties.getHeaders());
    }
    operation.inject(headers, SETTER);
    AMQP.BasicProperties.Builder builder =
        properties == null ? new AMQP.BasicProperties.Builder() : properties.builder();
    return builder.headers(headers).build();
  }

  @Override
  protected void remove(Map<String, Object> headers, String name) {
    headers.remove(name);
  }

  @Override
  protected void add(Map<String, Object> headers, String name, String value) {
    headers.put(name, value);
  }
}
