package dev.weft.instrumentation.rabbitmq;

import com.rabbitmq.client.AMQP;
import dev.weft.tracing.messaging.MessagingOperation;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes trace headers to messages, in place of those of a message that is sent on. */
final class TraceHeaders implements TextMapSetter<Map<String, Object>> {
  private static final TraceHeaders SETTER = new TraceHeaders();
  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";

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
  public void set(@Nullable Map<String, Object> headers, String name, String value) {
    if (headers == null) {
      return;
    }
    if (name.equals(TRACEPARENT)) {
      // It belongs to the parent that has just gone. If ours has a state, that comes next.
      headers.remove(TRACESTATE);
    }
    headers.put(name, value);
  }
}
