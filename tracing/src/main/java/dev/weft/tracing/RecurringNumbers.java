package dev.weft.tracing;

import org.jspecify.annotations.Nullable;

/** Boxes numbers that come with span after span, as ports and status codes do, without garbage. */
final class RecurringNumbers {
  private static final int PLACES = 64;

  /**
   * Each at the place that its lowest bits tell; a race costs an object, as the values are final.
   */
  private static final @Nullable Long[] KNOWN = new Long[PLACES];

  private RecurringNumbers() {}

  static Long boxed(long value) {
    int place = (int) value & PLACES - 1;
    Long known = KNOWN[place];
    if (known != null && known == value) {
      return known;
    }
    Long boxed = value;
    KNOWN[place] = boxed;
    return boxed;
  }
}
