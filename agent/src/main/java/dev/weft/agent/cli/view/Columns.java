package dev.weft.agent.cli.view;

/** Text measured and cut in columns of a terminal, in which East Asian characters take two. */
final class Columns {

  private Columns() {}

  /** How many columns the text takes. */
  static int width(String text) {
    int width = 0;
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      width += width(text.codePointAt(i));
    }
    return width;
  }

  /** The text with spaces up to the width, or cut with an ellipsis at it. */
  static String fit(String text, int width, String ellipsis) {
    String cut = cut(text, width, ellipsis);
    StringBuilder fitted = new StringBuilder(cut);
    for (int i = width(cut); i < width; i++) {
      fitted.append(' ');
    }
    return fitted.toString();
  }

  /** The text, cut with an ellipsis if it is wider. */
  static String cut(String text, int width, String ellipsis) {
    if (width(text) <= width) {
      return text;
    }
    StringBuilder cut = new StringBuilder();
    int room = width - ellipsis.length();
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      room -= width(c);
      if (room < 0) {
        break;
      }
      cut.appendCodePoint(c);
      i += Character.charCount(c);
    }
    return cut.append(ellipsis).toString();
  }

  private static int width(int c) {
    if (c < 0x300) {
      return 1;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
      return 0;
    }
    boolean wide =
        c >= 0x1100 && c <= 0x115f
            || c >= 0x2e80 && c <= 0xa4cf
            || c >= 0xac00 && c <= 0xd7a3
            || c >= 0xf900 && c <= 0xfaff
            || c >= 0xfe30 && c <= 0xfe6f
            || c >= 0xff00 && c <= 0xff60
            || c >= 0xffe0 && c <= 0xffe6
            || c >= 0x1f300 && c <= 0x1faff
            || c >= 0x20000 && c <= 0x3fffd;
    return wide ? 2 : 1;
  }
}
