package dev.weft.propagation;

/**
 * Keys and values of {@code tracestate} members, by the grammar of level 2, which lets keys begin
 * with a digit and gives {@code @} no meaning.
 *
 * @see <a href="https://www.w3.org/TR/trace-context-2/#key">Trace Context Level 2, section
 *     3.3.1.3</a>
 */
final class TraceStateGrammar {

  static final int MOST_MEMBERS = 32;

  private static final int LONGEST = 256;

  private TraceStateGrammar() {}

  static boolean isKey(String text, int start, int end) {
    int length = end - start;
    if (length < 1 || length > LONGEST || !isKeyStart(text.charAt(start))) {
      return false;
    }
    for (int i = start + 1; i < end; i++) {
      char c = text.charAt(i);
      if (!isKeyStart(c) && c != '_' && c != '-' && c != '*' && c != '/' && c != '@') {
        return false;
      }
    }
    return true;
  }

  static boolean isValue(String text, int start, int end) {
    int length = end - start;
    if (length < 1 || length > LONGEST || text.charAt(end - 1) == ' ') {
      return false;
    }
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if (c < 0x20 || c > 0x7e || c == ',' || c == '=') {
        return false;
      }
    }
    return true;
  }

  private static boolean isKeyStart(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
  }
}
