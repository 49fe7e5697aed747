package dev.weft.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes attributes straight to a span, or to its builder if the sampler wants to see them.
 *
 * <p>Absent and empty texts are left out, long ones are cut.
 */
public abstract class AttributeWriter {
  private final int valueLimit;

  private AttributeWriter(int valueLimit) {
    this.valueLimit = valueLimit;
  }

  /** Writes to a started span. */
  public static AttributeWriter to(Span span, TracingSettings settings) {
    return new ToSpan(span, settings.attributeValueLimit());
  }

  /** Writes to a span that is not started. */
  public static AttributeWriter to(SpanBuilder builder, TracingSettings settings) {
    return new ToBuilder(builder, settings.attributeValueLimit());
  }

  /** Writes a text, unless it is null or empty. */
  public final void put(AttributeKey<String> key, @Nullable String value) {
    if (value != null && !value.isEmpty()) {
      set(key, limited(value));
    }
  }

  /** Writes a number. */
  public final void put(AttributeKey<Long> key, long value) {
    set(key, value);
  }

  /** Writes a truth. */
  public final void put(AttributeKey<Boolean> key, boolean value) {
    set(key, value);
  }

  /** Writes a port, unless it is none: 0, negative or above 65,535. */
  public final void putPort(AttributeKey<Long> key, int port) {
    if (port > 0 && port <= 65_535) {
      set(key, (long) port);
    }
  }

  final void put(AttributeKey<List<String>> key, List<String> values) {
    set(key, values);
  }

  final String limited(String value) {
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

  abstract <T> void set(AttributeKey<T> key, T value);

  private static final class ToSpan extends AttributeWriter {
    private final Span span;

    ToSpan(Span span, int valueLimit) {
      super(valueLimit);
      this.span = span;
    }

    @Override
    <T> void set(AttributeKey<T> key, T value) {
      Span unused = span.setAttribute(key, value);
    }
  }

  private static final class ToBuilder extends AttributeWriter {
    private final SpanBuilder builder;

    ToBuilder(SpanBuilder builder, int valueLimit) {
      super(valueLimit);
      this.builder = builder;
    }

    @Override
    <T> void set(AttributeKey<T> key, T value) {
      SpanBuilder unused = builder.setAttribute(key, value);
    }
  }
}
