package dev.weft.sampler;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a rule does with the spans it matches: {@code drop}, {@code keep}, {@code 10%}, {@code 5/s}.
 */
final class Action {
  static final Action DROP = new Action(Kind.DROP, 0);
  static final Action KEEP = new Action(Kind.KEEP, 0);

  private static final double MOST_PER_SECOND = 1_000_000;
  private static final double PERCENT = 100;

  enum Kind {
    DROP,
    KEEP,
    /** With a probability from 0 to 1. */
    SHARE,
    /** With a number per second, from 0 to a million. */
    RATE
  }

  private final Kind kind;
  private final double value;

  private Action(Kind kind, double value) {
    this.kind = kind;
    this.value = value;
  }

  /** Reads an action, or answers null if the word is none. */
  static @Nullable Action parse(String word) {
    if (word.equals("drop")) {
      return DROP;
    }
    if (word.equals("keep")) {
      return KEEP;
    }
    return word.endsWith("%") ? parseShare(word) : parseRate(word);
  }

  /** Reads {@code 12.5%}, or answers null. */
  static @Nullable Action parseShare(String word) {
    int end = word.length() - 1;
    double percent = word.endsWith("%") ? number(word, end) : -1;
    return percent >= 0 && percent <= PERCENT ? new Action(Kind.SHARE, percent / PERCENT) : null;
  }

  /** Reads {@code 5/s} or {@code 30/m}, or answers null. */
  static @Nullable Action parseRate(String word) {
    int end = word.length() - "/s".length();
    boolean perMinute = word.endsWith("/m");
    double number = perMinute || word.endsWith("/s") ? number(word, end) : -1;
    double perSecond = perMinute ? number / TimeUnit.MINUTES.toSeconds(1) : number;
    return perSecond >= 0 && perSecond <= MOST_PER_SECOND ? new Action(Kind.RATE, perSecond) : null;
  }

  /** The decimal number that ends there; -1 if there is none. */
  private static double number(String word, int end) {
    boolean digit = false;
    boolean point = false;
    for (int i = 0; i < end; i++) {
      char c = word.charAt(i);
      if (c == '.' && !point) {
        point = true;
      } else if (c >= '0' && c <= '9') {
        digit = true;
      } else {
        return -1;
      }
    }
    return digit ? Double.parseDouble(word.substring(0, end)) : -1;
  }

  Kind kind() {
    return kind;
  }

  double value() {
    return value;
  }
}
