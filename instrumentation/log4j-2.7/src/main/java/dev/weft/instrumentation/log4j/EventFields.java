package dev.weft.instrumentation.log4j;

import dev.weft.tracing.log.LogFieldSetter;
import dev.weft.tracing.log.LogFields;
import io.opentelemetry.api.trace.SpanContext;
import org.apache.logging.log4j.core.impl.ContextDataFactory;
import org.apache.logging.log4j.util.StringMap;
import org.jspecify.annotations.Nullable;

/** Writes into an event's own data; what it shares with its thread is copied before. */
final class EventFields implements LogFieldSetter<StringMap> {
  private static final EventFields SETTER = new EventFields();

  private EventFields() {}

  /**
   * Answers the data with the ids of the span.
   *
   * @param own what belongs to the event alone
   */
  static StringMap with(SpanContext span, StringMap data, @Nullable StringMap own) {
    StringMap fields = data;
    if (data != own || data.isFrozen()) {
      fields = ContextDataFactory.createContextData(data.size() + 3);
      fields.putAll(data);
    }
    LogFields.write(span, fields, SETTER);
    return fields;
  }

  @Override
  public void setIfAbsent(StringMap fields, String key, String value) {
    if (!fields.containsKey(key)) {
      fields.putValue(key, value);
    }
  }
}
