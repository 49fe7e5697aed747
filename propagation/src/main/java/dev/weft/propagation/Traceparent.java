package dev.weft.propagation;

/**
 * The value of a {@code traceparent} header: {@code version-traceid-parentid-flags}, two, 32, 16
 * and two lower-case hexadecimal digits.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#traceparent-header">Trace Context Level 2,
 *     section 3.2</a>
 */
final class Traceparent {

  private static final int TRACE_ID = 3;
  private static final int PARENT_ID = 36;
  private static final int FLAGS = 53;
  private static final int LENGTH = 55;

  private Traceparent() {}

  /** Says whether a value of any version, between the two positions, can be continued. */
  static boolean isValid(String text, int start, int end) {
    int length = end - start;
    if (length < LENGTH
        || text.charAt(start + TRACE_ID - 1) != '-'
        || text.charAt(start + PARENT_ID - 1) != '-'
        || text.charAt(start + FLAGS - 1) != '-') {
      return false;
    }
    return isVersion(text, start, end)
        && isHex(text, start, 2)
        && isId(text, start + TRACE_ID, 32)
        && isId(text, start + PARENT_ID, 16)
        && isHex(text, start + FLAGS, 2);
  }

  static String traceId(String text, int start) {
    return text.substring(start + TRACE_ID, start + PARENT_ID - 1);
  }

  static String parentId(String text, int start) {
    return text.substring(start + PARENT_ID, start + FLAGS - 1);
  }

  static int flags(String text, int start) {
    return digit(text.charAt(start + FLAGS)) << 4 | digit(text.charAt(start + FLAGS + 1));
  }

  /**
   * Version 00 ends with the flags; a later one may go on behind a dash; ff does not exist. A comma
   * comes from several header lines that somebody has joined, and those are invalid.
   */
  private static boolean isVersion(String text, int start, int end) {
    char first = text.charAt(start);
    char second = text.charAt(start + 1);
    boolean over = end - start == LENGTH;
    if (first == 'f' && second == 'f') {
      return false;
    }
    if (over || first == '0' && second == '0') {
      return over;
    }
    if (text.charAt(start + LENGTH) != '-') {
      return false;
    }
    int comma = text.indexOf(',', start + LENGTH);
    return comma < 0 || comma >= end;
  }

  /** An id of zeros stands for none. */
  private static boolean isId(String text, int start, int length) {
    if (!isHex(text, start, length)) {
      return false;
    }
    for (int i = start; i < start + length; i++) {
      if (text.charAt(i) != '0') {
        return true;
      }
    }
    return false;
  }

  private static boolean isHex(String text, int start, int length) {
    for (int i = start; i < start + length; i++) {
      if (digit(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  /** Lower case only: the specification makes upper case invalid. */
  private static int digit(char c) {
    if (c >= '0' && c <= '9') {
      return c - '0';
    }
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
  }
}
