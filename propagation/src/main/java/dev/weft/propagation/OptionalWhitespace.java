package dev.weft.propagation;

/** Spaces and tabs around a header value or a list member: OWS in RFC 9110, section 5.6.3. */
final class OptionalWhitespace {

  private OptionalWhitespace() {}

  static boolean is(char c) {
    return c == ' ' || c == '\t';
  }

  /** Returns the first position, from the given one on, that is not whitespace. */
  static int skip(String text, int from) {
    int i = from;
    while (i < text.length() && is(text.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Returns where the text between the two positions ends if its trailing whitespace is left. */
  static int trimEnd(String text, int start, int end) {
    int i = end;
    while (i > start && is(text.charAt(i - 1))) {
      i--;
    }
    return i;
  }
}
