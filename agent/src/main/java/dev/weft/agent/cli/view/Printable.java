package dev.weft.agent.cli.view;

/**
 * Received text, made harmless for a terminal: control characters, which could move the cursor or
 * worse, and characters that turn the direction of writing, appear as escapes.
 */
final class Printable {
  private static final int LONGEST = 4_096;

  private Printable() {}

  /** Escapes the text. */
  static String escape(String text) {
    int length = Math.min(text.length(), LONGEST);
    StringBuilder printable = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        printable.append("\\n");
      } else if (c == '\t') {
        printable.append("\\t");
      } else if (isHarmful(c) || isLoneSurrogate(text, i)) {
        printable.append(hex(c));
      } else {
        printable.append(c);
      }
    }
    return printable.toString();
  }

  private static boolean isHarmful(char c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || Character.getType(c) == Character.LINE_SEPARATOR
        || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
  }

  private static boolean isLoneSurrogate(String text, int i) {
    char c = text.charAt(i);
    if (Character.isHighSurrogate(c)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    return Character.isLowSurrogate(c)
        && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
  }

  private static String hex(char c) {
    String digits = Integer.toHexString(c);
    return c < 0x100
        ? "\\x" + "00".substring(digits.length()) + digits
        : "\\u" + "0000".substring(digits.length()) + digits;
  }
}
