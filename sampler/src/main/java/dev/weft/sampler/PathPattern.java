package dev.weft.sampler;

import org.jspecify.annotations.Nullable;

/**
 * A pattern that whole paths match: {@code *} stands for any characters but {@code /}, {@code **}
 * for any at all, both for none too; a backslash takes what follows it literally. A pattern that
 * ends in {@code /**} also matches the path without that end, so that {@code /checkout/**} means
 * {@code /checkout} and all below.
 *
 * <p>Matching is linear in the path's length whatever the pattern is, and allocates nothing. What
 * stands before the first and behind the last star is compared as it is; of the rest, all states
 * that can be reached are followed at once, a bit each. Immutable.
 */
public final class PathPattern {

  /** States that fit in a long. */
  private static final int MOST_STATES = 63;

  // In the compiled text the stars are what Unicode keeps free.
  private static final char SEGMENT = '\uFFFE';
  private static final char ANYTHING = '\uFFFF';
  private static final int ASCII = 128;

  private final String source;
  private final String prefix;
  private final String suffix;

  /** From the first star to the last, literals between; empty if the pattern has no star. */
  private final String middle;

  private final @Nullable String withoutEnd;
  private final long segmentStars;
  private final long stars;
  private final long accepting;
  private final long[] literals;

  private PathPattern(String source, String symbols, boolean path) {
    int first = firstStar(symbols);
    int last = lastStar(symbols);
    this.source = source;
    this.prefix = first < 0 ? symbols : symbols.substring(0, first);
    this.suffix = first < 0 ? "" : symbols.substring(last + 1);
    this.middle = first < 0 ? "" : symbols.substring(first, last + 1);
    this.withoutEnd =
        path && middle.length() == 1 && middle.charAt(0) == ANYTHING && suffix.isEmpty()
            ? parentOf(prefix)
            : null;
    if (middle.length() > MOST_STATES) {
      throw new IllegalArgumentException(
          "has more than " + MOST_STATES + " characters between its first star and its last");
    }
    this.literals = new long[middle.length() > 1 ? ASCII : 0];
    long segments = 0;
    long anything = 0;
    for (int i = 0; i < middle.length(); i++) {
      char symbol = middle.charAt(i);
      if (symbol == SEGMENT) {
        segments |= 1L << i;
      } else if (symbol == ANYTHING) {
        anything |= 1L << i;
      } else if (symbol < ASCII && literals.length > 0) {
        literals[symbol] |= 1L << i;
      }
    }
    this.segmentStars = segments;
    this.stars = segments | anything;
    int end = middle.length();
    boolean open = path && suffix.isEmpty() && end > 2 && middle.endsWith("/" + ANYTHING);
    this.accepting = 1L << end | (open ? 1L << end - 2 : 0);
  }

  /**
   * Reads a pattern.
   *
   * @throws IllegalArgumentException if it is empty, ends in a backslash, is too long between two
   *     stars, or holds U+FFFE or U+FFFF; the message is the end of a sentence about the pattern
   */
  public static PathPattern of(String pattern) {
    return new PathPattern(pattern, symbols(pattern, SEGMENT), true);
  }

  /**
   * Reads a pattern for texts that are not paths: every star stands for any characters.
   *
   * @throws IllegalArgumentException as {@link #of}
   */
  static PathPattern ofText(String pattern) {
    return new PathPattern(pattern, symbols(pattern, ANYTHING), false);
  }

  private static String symbols(String pattern, char star) {
    if (pattern.isEmpty()) {
      throw new IllegalArgumentException("is empty");
    }
    StringBuilder symbols = new StringBuilder(pattern.length());
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\') {
        i++;
        if (i == pattern.length()) {
          throw new IllegalArgumentException("ends in a backslash");
        }
        symbols.append(literal(pattern.charAt(i)));
      } else if (c == '*') {
        int end = i;
        while (end < pattern.length() && pattern.charAt(end) == '*') {
          end++;
        }
        symbols.append(end - i == 1 ? star : ANYTHING);
        i = end - 1;
      } else {
        symbols.append(literal(c));
      }
    }
    return symbols.toString();
  }

  /** What every path that matches begins with. */
  String prefix() {
    return withoutEnd == null ? prefix : withoutEnd;
  }

  /** Whether the whole path matches. */
  public boolean matches(String path) {
    if (!path.startsWith(prefix)) {
      return withoutEnd != null && path.equals(withoutEnd);
    }
    if (middle.isEmpty()) {
      return path.length() == prefix.length();
    }
    int start = prefix.length();
    int end = path.length() - suffix.length();
    if (end < start || !path.endsWith(suffix)) {
      return false;
    }
    if (middle.length() == 1) {
      int slash = middle.charAt(0) == ANYTHING ? -1 : path.indexOf('/', start);
      return slash < 0 || slash >= end;
    }
    return middleMatches(path, start, end);
  }

  /** Bit i stands for: what comes next is to match from symbol i on. */
  private boolean middleMatches(String path, int start, int end) {
    long states = skipStars(1L);
    for (int i = start; i < end && states != 0; i++) {
      char c = path.charAt(i);
      long stay = states & (c == '/' ? stars & ~segmentStars : stars);
      states = skipStars((states & literals(c)) << 1 | stay);
    }
    return (states & accepting) != 0;
  }

  /** A star may stand for nothing; two stars never stand side by side. */
  private long skipStars(long states) {
    return states | (states & stars) << 1;
  }

  private long literals(char c) {
    if (c < ASCII) {
      return literals[c];
    }
    long found = 0;
    for (int i = 0; i < middle.length(); i++) {
      if (middle.charAt(i) == c) {
        found |= 1L << i;
      }
    }
    return found;
  }

  private static char literal(char c) {
    if (c >= SEGMENT) {
      throw new IllegalArgumentException("holds a character that is none");
    }
    return c;
  }

  private static int firstStar(String symbols) {
    for (int i = 0; i < symbols.length(); i++) {
      if (symbols.charAt(i) >= SEGMENT) {
        return i;
      }
    }
    return -1;
  }

  private static int lastStar(String symbols) {
    for (int i = symbols.length() - 1; i >= 0; i--) {
      if (symbols.charAt(i) >= SEGMENT) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable String parentOf(String prefix) {
    return prefix.length() > 1 && prefix.endsWith("/")
        ? prefix.substring(0, prefix.length() - 1)
        : null;
  }

  /** As it was written. */
  @Override
  public String toString() {
    return source;
  }
}
