package dev.weft.instrumentation.kafkaclients;

import dev.weft.tracing.RequestHeaderSetter;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** Writes trace headers to records. */
final class TraceHeaders extends RequestHeaderSetter<Headers> {
  static final TraceHeaders SETTER = new TraceHeaders();

  private TraceHeaders() {}

  @Override
  protected void remove(Headers headers, String name) {
    headers.remove(name);
  }

  @Override
  protected void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
