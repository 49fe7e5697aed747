package dev.weft.tracing.http;

import org.jspecify.annotations.Nullable;

/**
 * A {@code Host} header and what it means. A service is asked by few names, so the last ones are
 * kept instead of being read anew with every request.
 */
final class HostHeader {
  /** A power of two. */
  private static final int SLOTS = 64;

  /** Longer ones are not kept: strangers write them. */
  private static final int LONGEST = 64;

  /** Entries never change, so a thread sees a whole one or none; which one wins does not matter. */
  private static final @Nullable HostHeader[] LATEST = new HostHeader[SLOTS];

  private final String text;
  private final @Nullable HostAndPort meaning;

  private HostHeader(String text, @Nullable HostAndPort meaning) {
    this.text = text;
    this.meaning = meaning;
  }

  /** As {@link HostAndPort#parse}. */
  static @Nullable HostAndPort parse(@Nullable String text) {
    if (text == null || text.length() > LONGEST) {
      return HostAndPort.parse(text);
    }
    int slot = text.hashCode() & (SLOTS - 1);
    HostHeader known = LATEST[slot];
    if (known == null || !known.text.equals(text)) {
      known = new HostHeader(text, HostAndPort.parse(text));
      LATEST[slot] = known;
    }
    return known.meaning;
  }
}
