package dev.weft.sampler.recording;

import io.opentelemetry.api.common.AttributeKey;
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

  /** Whether as many different keys are there as there may be. */
  private boolean full;

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
    if (size >= 2 * limit && !hasRoom(key, value, limit)) {
      return;
    }
    Object[] into = entries;
    int at = size;
    if (at + 2 > into.length) {
      into = Arrays.copyOf(into, Math.max(at + 2, 2 * into.length));
      entries = into;
    }
    into[at] = key;
    into[at + 1] = value;
    size = at + 2;
  }

  /** Whether there is room once no key is there twice; if not, the value may replace another. */
  private boolean hasRoom(AttributeKey<?> key, Object value, int limit) {
    if (!full) {
      removeReplaced();
      full = size >= 2 * limit;
    }
    for (int i = 0; full && i < size; i += 2) {
      if (key.equals(entries[i])) {
        entries[i + 1] = value;
        return false;
      }
    }
    if (full) {
      dropped++;
    }
    return !full;
  }

  private void removeReplaced() {
    int kept = 0;
    for (int i = 0; i < size; i += 2) {
      if (!isReplaced(i)) {
        entries[kept] = entries[i];
        entries[kept + 1] = entries[i + 1];
        kept += 2;
      }
    }
    size = kept;
  }

  private boolean isReplaced(int at) {
    Object key = entries[at];
    for (int i = at + 2; key != null && i < size; i += 2) {
      if (key.equals(entries[i])) {
        return true;
      }
    }
    return key == null;
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

  /** The same as they are now, each name once. */
  FrozenAttributes freeze() {
    Object[] all = entries;
    return new FrozenAttributes(all, Math.min(size, all.length));
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
