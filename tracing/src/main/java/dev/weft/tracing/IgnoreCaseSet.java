package dev.weft.tracing;

import java.util.Collection;

/**
 * A set of words that finds parts of texts, ignoring the case of ASCII letters, without copying.
 */
final class IgnoreCaseSet {
  private final String[] table;

  IgnoreCaseSet(Collection<String> words) {
    // At most half full, so every probe ends at an empty place.
    table = new String[Integer.highestOneBit(Math.max(1, words.size())) << 2];
    for (String word : words) {
      int slot = slotOf(word, 0, word.length());
      if (slot >= 0) {
        table[slot] = word;
      }
    }
  }

  boolean contains(CharSequence text, int from, int to) {
    return slotOf(text, from, to) < 0;
  }

  /** The free place for a word, or -1 if it is in. */
  private int slotOf(CharSequence text, int from, int to) {
    int hash = 0;
    for (int i = from; i < to; i++) {
      hash = 31 * hash + lower(text.charAt(i));
    }
    int slot = (hash ^ hash >>> 15) & table.length - 1;
    for (String word = table[slot]; word != null; word = table[slot]) {
      if (equal(word, text, from, to)) {
        return -1;
      }
      slot = slot + 1 & table.length - 1;
    }
    return slot;
  }

  private static boolean equal(String word, CharSequence text, int from, int to) {
    if (word.length() != to - from) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      if (lower(word.charAt(i)) != lower(text.charAt(from + i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }
}
