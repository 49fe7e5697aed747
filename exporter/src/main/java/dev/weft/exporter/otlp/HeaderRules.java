package dev.weft.exporter.otlp;

/** What may stand in a header that goes out: RFC 9110, section 5. */
final class HeaderRules {

  private static final String TOKEN_PUNCTUATION = "!#$%&'*+-.^_`|~";
  private static final String[] OWN = {
    "host", "content-type", "content-length", "content-encoding", "transfer-encoding", "connection"
  };

  private HeaderRules() {}

  static void checkName(String name) {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a header without a name");
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      boolean token =
          c >= 'a' && c <= 'z'
              || c >= 'A' && c <= 'Z'
              || c >= '0' && c <= '9'
              || TOKEN_PUNCTUATION.indexOf(c) >= 0;
      if (!token) {
        throw new IllegalArgumentException("not a header name: " + printable(name));
      }
    }
    for (String own : OWN) {
      if (own.equalsIgnoreCase(name)) {
        throw new IllegalArgumentException("header " + name + " is set by the exporter itself");
      }
    }
  }

  static void checkValue(String name, String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c < ' ' && c != '\t' || c >= 0x7f) {
        throw new IllegalArgumentException(
            "the value of header " + name + " holds a character that no header may hold");
      }
    }
  }

  /** Makes text from outside fit for a log line: printable ASCII, at most 200 characters. */
  static String printable(String text) {
    int length = Math.min(text.length(), 200);
    StringBuilder clean = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      clean.append(c >= ' ' && c < 0x7f ? c : '?');
    }
    return clean.toString();
  }
}
