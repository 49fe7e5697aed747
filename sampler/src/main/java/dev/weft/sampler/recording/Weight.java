package dev.weft.sampler.recording;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** About how many bytes of heap values of attributes hold. Their keys are constants. */
final class Weight implements BiConsumer<AttributeKey<?>, Object> {
  static final int HEADER = 16;
  static final int REFERENCE = 4;
  private static final int TEXT = 48;

  private int bytes;

  private Weight() {}

  static int of(Attributes attributes) {
    Weight weight = new Weight();
    attributes.forEach(weight);
    return weight.bytes;
  }

  @Override
  public void accept(AttributeKey<?> key, Object value) {
    bytes += 2 * REFERENCE + of(value);
  }

  static int of(@Nullable Object value) {
    if (value instanceof String) {
      return TEXT + ((String) value).length();
    }
    int bytes = HEADER;
    // Number first: asking a class for an interface that it has not got is a slow search.
    if (!(value instanceof Number) && value instanceof List) {
      for (Object element : (List<?>) value) {
        bytes += REFERENCE + of(element);
      }
    }
    return bytes;
  }
}
