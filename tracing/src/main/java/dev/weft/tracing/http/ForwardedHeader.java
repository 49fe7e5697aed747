package dev.weft.tracing.http;

import org.jspecify.annotations.Nullable;

/**
 * Reads one parameter of a {@code Forwarded} header (RFC 7239, section 4): {@code
 * for="[2001:db8::1]:4711";proto=https, for=10.0.0.1}. One pass; whatever is malformed has no
 * value.
 */
final class ForwardedHeader {

  private ForwardedHeader() {}

  /** The first value of the parameter in the header, or null. The name is in lower case. */
  static @Nullable String parameter(String header, String name) {
    int i = 0;
    while (i < header.length()) {
      int start = skipSpace(header, i);
      int end = start;
      while (end < header.length() && !isDelimiter(header.charAt(end))) {
        end++;
      }
      if (end >= header.length()) {
        return null;
      }
      if (header.charAt(end) != '=') {
        i = end + 1;
        continue;
      }
      boolean wanted =
          end - start == name.length() && header.regionMatches(true, start, name, 0, name.length());
      int valueEnd = valueEnd(header, end + 1);
      if (wanted) {
        return value(header, end + 1, valueEnd);
      }
      i = valueEnd + 1;
    }
    return null;
  }

  /** Where a value ends: at the next separator outside quotes, or with the header. */
  private static int valueEnd(String header, int from) {
    boolean quoted = false;
    for (int i = from; i < header.length(); i++) {
      char c = header.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\') {
        i++;
      } else if (!quoted && (c == ';' || c == ',')) {
        return i;
      }
    }
    return header.length();
  }

  private static @Nullable String value(String header, int from, int to) {
    String value = header.substring(from, to).trim();
    if (value.length() >= 2 && value.charAt(0) == '"') {
      if (value.charAt(value.length() - 1) != '"') {
        return null;
      }
      value = value.substring(1, value.length() - 1);
      value = value.indexOf('\\') < 0 ? value : unescaped(value);
    }
    return value.isEmpty() ? null : value;
  }

  private static String unescaped(String quoted) {
    StringBuilder value = new StringBuilder(quoted.length());
    for (int i = 0; i < quoted.length(); i++) {
      if (quoted.charAt(i) == '\\' && i + 1 < quoted.length()) {
        i++;
      }
      value.append(quoted.charAt(i));
    }
    return value.toString();
  }

  private static int skipSpace(String header, int from) {
    int i = from;
    while (i < header.length() && (header.charAt(i) == ' ' || header.charAt(i) == '\t')) {
      i++;
    }
    return i;
  }

  private static boolean isDelimiter(char c) {
    return c == '=' || c == ';' || c == ',';
  }
}
