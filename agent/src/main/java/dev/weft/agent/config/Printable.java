package dev.weft.agent.config;

/** Text from outside, made fit for one line of a log. */
final class Printable {
  private static final int LONGEST = 120;

  private Printable() {}

  /** Replaces control characters by {@code ?}, and what is beyond 120 characters by an ellipsis. */
  static String shorten(String text) {
    int length = Math.min(text.length(), LONGEST);
    StringBuilder line = new StringBuilder(length + 3);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      line.append(Character.isISOControl(c) ? '?' : c);
    }
    return text.length() > LONGEST ? line.append("...").toString() : line.toString();
  }
}
