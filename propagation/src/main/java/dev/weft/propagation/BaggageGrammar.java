package dev.weft.propagation;

/**
 * The characters and bounds of a {@code baggage} header.
 *
 * @see <a href="https://www.w3.org/TR/baggage/#header-content">W3C Baggage, section 3.3</a>
 */
final class BaggageGrammar {

  static final int MOST_ENTRIES = 64;

  /** Bytes, and characters as well: all that may stand in the header is ASCII. */
  static final int LONGEST = 8192;

  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";

  private BaggageGrammar() {}

  /** Says whether the text may be a name: a token of RFC 9110, section 5.6.2. */
  static boolean isName(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      boolean token =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || TOKEN_PUNCTUATION.indexOf(c) >= 0;
      if (!token) {
        return false;
      }
    }
    return start < end;
  }

  /** {@code baggage-octet}; the percent sign is one, and begins an encoded byte. */
  static boolean isValueCharacter(int c) {
    return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
  }

  /** Metadata is opaque to us: whatever does not break the header around it. */
  static boolean isMetadata(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      char c = text.charAt(i);
      if ((c < 0x20 && c != '\t') || c > 0x7e || c == ',') {
        return false;
      }
    }
    return true;
  }
}
