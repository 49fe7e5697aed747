package dev.weft.agent.config;

import java.util.Locale;

/** Durations as OpenTelemetry's Java SDK takes them: {@code 500}, {@code 500ms}, {@code 5s}. */
final class Durations {
  private static final String[] UNITS = {"ms", "s", "m", "h", "d"};
  private static final long[] MILLIS = {1, 1_000, 60_000, 3_600_000, 86_400_000};

  private Durations() {}

  /**
   * @throws IllegalArgumentException if the text is no duration, negative, or beyond a long
   */
  static long parseMillis(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (int i = 0; i < UNITS.length; i++) {
      if (lower.endsWith(UNITS[i])) {
        return millis(lower.substring(0, lower.length() - UNITS[i].length()).trim(), MILLIS[i]);
      }
    }
    return millis(lower, 1);
  }

  private static long millis(String number, long unit) {
    long value = Long.parseLong(number);
    if (value < 0 || value > Long.MAX_VALUE / unit) {
      throw new IllegalArgumentException();
    }
    return value * unit;
  }
}
