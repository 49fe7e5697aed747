package dev.weft.weaver.match;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Names of methods, looked up as they lie in class files: no string is made. Immutable. */
final class MethodNames {
  /** By {@link #slot}, each in the next free one; at most a quarter is taken. */
  private final byte[] @Nullable [] table;

  MethodNames(Collection<String> names) {
    table = new byte[Integer.highestOneBit(names.size() + 1) * 8][];
    for (String name : names) {
      byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
      int slot = slot(bytes, 0, bytes.length);
      while (table[slot] != null) {
        slot = next(slot);
      }
      table[slot] = bytes;
    }
  }

  boolean contains(byte[] file, int start, int length) {
    int slot = slot(file, start, length);
    for (byte[] name = table[slot]; name != null; name = table[slot]) {
      if (equal(name, file, start, length)) {
        return true;
      }
      slot = next(slot);
    }
    return false;
  }

  /** From the length and both ends: most names are told apart by these. */
  private int slot(byte[] file, int start, int length) {
    int hash = length;
    if (length > 0) {
      hash = 31 * (31 * hash + file[start]) + file[start + length - 1];
    }
    return hash & table.length - 1;
  }

  private int next(int slot) {
    return slot + 1 & table.length - 1;
  }

  private static boolean equal(byte[] name, byte[] file, int start, int length) {
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != file[start + i]) {
        return false;
      }
    }
    return true;
  }
}
