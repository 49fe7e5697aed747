package dev.weft.instrumentation.kafkaclients;

import io.opentelemetry.context.propagation.TextMapSetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Writes trace headers to records, in place of those of a record that is sent on. */
final class TraceHeaders implements TextMapSetter<Headers> {
  static final TraceHeaders SETTER = new TraceHeaders();

  private static final String TRACEPARENT = "traceparent";
  private static final String TRACESTATE = "tracestate";

  private TraceHeaders() {}

  @Override
  public void set(@Nullable Headers headers, String name, String value) {
    if (headers == null) {
      return;
    }
    headers.remove(name);
    if (name.equals(TRACEPARENT)) {
      // It belongs to the parent that has just gone. If ours has a state, that comes next.
      headers.remove(TRACESTATE);
    }
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
