package dev.weft.sampler.recording;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Attributes that do not change any more, in the order in which they were first set: for exporters,
 * who read all of them in turn. Each name is there once, with the value that was set last.
 */
final class FrozenAttributes implements Attributes {
  /** Keys and values in turns. */
  private final Object[] entries;

  private final int end;

  /**
   * A copy.
   *
   * @param entries keys and values in turns; a pair that is not whole is left out
   * @param end how many of those count
   */
  FrozenAttributes(@Nullable Object[] entries, int end) {
    this.entries = new Object[end];
    this.end = copy(entries, end);
  }

  private int copy(@Nullable Object[] from, int fromEnd) {
    int size = 0;
    long seen = 0;
    for (int i = 0; i + 1 < fromEnd; i += 2) {
      Object key = from[i];
      Object value = from[i + 1];
      if (key == null || value == null) {
        continue;
      }
      // Most names have a bit of their own, and are not looked for.
      long bit = 1L << name(key).hashCode();
      int at = (seen & bit) == 0 ? size : indexOf(name(key), size);
      seen |= bit;
      entries[at] = key;
      entries[at + 1] = value;
      size = Math.max(size, at + 2);
    }
    return size;
  }

  /** Where the name stands below an end, or else that end. */
  private int indexOf(String name, int below) {
    int i = 0;
    while (i < below && !name(entries[i]).equals(name)) {
      i += 2;
    }
    return i;
  }

  private static String name(Object key) {
    return ((AttributeKey<?>) key).getKey();
  }

  @Override
  @SuppressWarnings("unchecked") // put in by setAttribute(AttributeKey<T>, T)
  public <T> @Nullable T get(AttributeKey<T> key) {
    int at = indexOf(key.getKey(), end);
    return at < end && entries[at].equals(key) ? (T) entries[at + 1] : null;
  }

  @Override
  public void forEach(BiConsumer<? super AttributeKey<?>, ? super Object> consumer) {
    for (int i = 0; i < end; i += 2) {
      consumer.accept((AttributeKey<?>) entries[i], entries[i + 1]);
    }
  }

  @Override
  public int size() {
    return end / 2;
  }

  @Override
  public boolean isEmpty() {
    return end == 0;
  }

  @Override
  public Map<AttributeKey<?>, Object> asMap() {
    Map<AttributeKey<?>, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < end; i += 2) {
      map.put((AttributeKey<?>) entries[i], entries[i + 1]);
    }
    return Collections.unmodifiableMap(map);
  }

  @Override
  public AttributesBuilder toBuilder() {
    return Attributes.builder().putAll(this);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Attributes && asMap().equals(((Attributes) other).asMap());
  }

  @Override
  public int hashCode() {
    return asMap().hashCode();
  }

  @Override
  public String toString() {
    return asMap().toString();
  }
}
