package dev.weft.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes attributes straight to a span.
 *
 * <p>Absent and empty texts are left out, long ones are cut.
 */
public final class AttributeWriter {
  private final Span span;
  private final int valueLimit;

  private AttributeWriter(Span span, int valueLimit) {
    this.span = span;
    this.valueLimit = valueLimit;
  }

  /** Writes to a started span. */
  public static AttributeWriter to(Span span, TracingSettings settings) {
    return new AttributeWriter(span, settings.attributeValueLimit());
  }

  /** Writes a text, unless it is null or empty. */
  public void put(AttributeKey<String> key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      set(key, limited(value));
    }
  }

  /** Writes a number. */
  public void put(AttributeKey<Long> key, long value) {
    set(key, RecurringNumbers.boxed(value));
  }

  /** Writes a truth. */
  public void put(AttributeKey<Boolean> key, boolean value) {
    set(key, value);
  }

  /** Writes a port, unless it is none: 0, negative or above 65,535. */
  public void putPort(AttributeKey<Long> key, int port) {
    if (port > 0 && port <= 65_535) {
      put(key, (long) port);
    }
  }

  void put(AttributeKey<List<String>> key, List<String> values) {
    set(key, values);
  }

  String limited(String value) {
    return value.length() <= valueLimit ? value : cut(value);
  }

  private String cut(String value) {
    int end = valueLimit;
    // Half a surrogate pair is no text and would not survive UTF-8.
    if (end > 0 && Character.isHighSurrogate(value.charAt(end - 1))) {
      end--;
    }
    return value.substring(0, end);
  }

  private <T> void set(AttributeKey<T> key, T value) {
    Span unused = span.setAttribute(key, value);
  }
}
