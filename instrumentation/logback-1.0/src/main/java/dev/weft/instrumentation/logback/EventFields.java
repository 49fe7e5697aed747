package dev.weft.instrumentation.logback;

import dev.weft.tracing.log.LogFieldSetter;
import dev.weft.tracing.log.LogFields;
import io.opentelemetry.api.trace.SpanContext;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes the map that an event keeps: the thread's, which belongs to the application, stays as it
 * is.
 */
final class EventFields implements LogFieldSetter<Map<String, String>> {
  private static final EventFields SETTER = new EventFields();

  /** The span of the event that is asking on this thread. */
  private static final ThreadLocal<@Nullable SpanContext> EXPECTED = new ThreadLocal<>();

  private EventFields() {}

  static void expect(@Nullable SpanContext span) {
    EXPECTED.set(span);
  }

  static @Nullable SpanContext expected() {
    return EXPECTED.get();
  }

  static Map<String, String> with(SpanContext span, @Nullable Map<String, String> mdc) {
    Map<String, String> fields = new HashMap<>();
    if (mdc != null) {
      fields.putAll(mdc);
    }
    LogFields.write(span, fields, SETTER);
    return fields;
  }

  @Override
  public void setIfAbsent(Map<String, String> fields, String key, String value) {
    fields.putIfAbsent(key, value);
  }
}
