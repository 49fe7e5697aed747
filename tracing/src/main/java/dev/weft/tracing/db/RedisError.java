package dev.weft.tracing.db;

import org.jspecify.annotations.Nullable;

/** The word with which an error of Redis begins, {@code WRONGTYPE} (conventions for Redis). */
final class RedisError {
  private static final int LONGEST = 32;

  private RedisError() {}

  /** Null if the message does not begin with such a word; what follows may be anybody's text. */
  static @Nullable String prefix(@Nullable String message) {
    if (message == null) {
      return null;
    }
    int end = 0;
    while (end < message.length() && end <= LONGEST && isOfPrefix(message.charAt(end))) {
      end++;
    }
    boolean word = end > 1 && end <= LONGEST;
    return word && (end == message.length() || message.charAt(end) == ' ')
        ? message.substring(0, end)
        : null;
  }

  private static boolean isOfPrefix(char c) {
    return c >= 'A' && c <= 'Z' || c == '_';
  }
}
