package dev.weft.instrumentation.jdbc.url;

import org.jspecify.annotations.Nullable;

/** Cuts JDBC URLs into pieces. */
final class UrlText {

  private UrlText() {}

  /** The text before properties begin, by whichever sign; null if there is none. */
  static @Nullable String head(String text) {
    return nonEmpty(text.substring(0, endOf(text, 0, "?;&#")));
  }

  /** Where the first of the given signs stands at or after a place, or the text's end. */
  static int endOf(String text, int from, String signs) {
    int at = from;
    while (at < text.length() && signs.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return at;
  }

  /**
   * The value of the first property that has one of the given names, in whatever case.
   *
   * <p>Drivers separate properties by {@code ?}, {@code &}, {@code ;} or {@code :}, and set off a
   * value by braces.
   */
  static @Nullable String property(String text, String... names) {
    int at = endOf(text, 0, "?;&");
    while (at < text.length()) {
      int start = at + 1;
      int equals = endOf(text, start, "=?;&");
      boolean assigned = equals < text.length() && text.charAt(equals) == '=';
      int end = assigned ? endOfValue(text, equals + 1) : equals;
      if (assigned && isOneOf(text.substring(start, equals).trim(), names)) {
        return nonEmpty(unbraced(text.substring(equals + 1, end)));
      }
      at = end;
    }
    return null;
  }

  private static int endOfValue(String text, int start) {
    if (start < text.length() && text.charAt(start) == '{') {
      int brace = text.indexOf('}', start);
      // A brace that is doubled stands for itself.
      while (brace >= 0 && text.startsWith("}}", brace)) {
        brace = text.indexOf('}', brace + 2);
      }
      return brace < 0 ? text.length() : endOf(text, brace, "?;&");
    }
    return endOf(text, start, "?;&");
  }

  private static String unbraced(String value) {
    boolean braced = value.startsWith("{") && value.endsWith("}") && value.length() > 1;
    return braced ? value.substring(1, value.length() - 1) : value;
  }

  private static boolean isOneOf(String name, String[] names) {
    for (String wanted : names) {
      if (wanted.equalsIgnoreCase(name)) {
        return true;
      }
    }
    return false;
  }

  static @Nullable String nonEmpty(String text) {
    String trimmed = text.trim();
    return trimmed.isEmpty() ? null : trimmed;
  }
}
