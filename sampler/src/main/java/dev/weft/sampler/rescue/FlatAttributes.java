package dev.weft.sampler.rescue;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.AttributesBuilder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Attributes in the order in which they were set, keys and values in turns. A key that is set again
 * is there twice, and the later value counts.
 *
 * <p>For one thread at a time. Two at once may lose an attribute, but nothing else.
 */
final class FlatAttributes {
  private Object[] entries;
  private int size;
  private int dropped;

  /**
   * Room for some attributes; more is made when needed.
   *
   * @param expected how many there usually are
   */
  FlatAttributes(int expected) {
    entries = new Object[2 * expected];
  }

  /**
   * Adds an attribute.
   *
   * @param limit how many there may be; further ones are counted and forgotten
   */
  void put(AttributeKey<?> key, Object value, int limit) {
    Object[] into = entries;
    int at = size;
    if (at >= 2 * limit && !makeRoom(key)) {
      dropped++;
      return;
    }
    at = size;
    if (at + 2 > into.length) {
      into = Arrays.copyOf(into, Math.max(at + 2, 2 * into.length));
      entries = into;
    }
    into[at] = key;
    into[at + 1] = value;
    size = at + 2;
  }

  /** Takes out an earlier value of the key, which is about to be replaced. */
  private boolean makeRoom(AttributeKey<?> key) {
    Object[] all = entries;
    int end = Math.min(size, all.length);
    for (int i = 0; i + 1 < end; i += 2) {
      if (key.equals(all[i])) {
        System.arraycopy(all, i + 2, all, i, end - i - 2);
        size = end - 2;
        return true;
      }
    }
    return false;
  }

  /** The value that was last set for a key of that name, or null. */
  @Nullable Object find(String name) {
    Object[] all = entries;
    for (int i = Math.min(size, all.length) - 2; i >= 0; i -= 2) {
      Object key = all[i];
      if (key instanceof AttributeKey && ((AttributeKey<?>) key).getKey().equals(name)) {
        return all[i + 1];
      }
    }
    return null;
  }

  /** How many were set beyond the limit. */
  int dropped() {
    return dropped;
  }

  @SuppressWarnings("unchecked") // put in by setAttribute(AttributeKey<T>, T)
  void copyTo(AttributesBuilder attributes) {
    for (int i = 0; i + 1 < size; i += 2) {
      Object value = entries[i + 1];
      if (entries[i] != null && value != null) {
        attributes.put((AttributeKey<Object>) entries[i], value);
      }
    }
  }

  /** About how many bytes of heap this and its values hold. */
  int bytes() {
    Object[] all = entries;
    int end = Math.min(size, all.length);
    int bytes = Weight.HEADER + all.length * Weight.REFERENCE;
    for (int i = 1; i < end; i += 2) {
      bytes += Weight.of(all[i]);
    }
    return bytes;
  }
}
