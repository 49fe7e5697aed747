package dev.weft.tracing.db;

/**
 * Writes {@code db.query.text}: literals become {@code ?}, comments and runs of white space a
 * space, lists of values behind IN their first value (conventions, "Sanitization of
 * db.query.text").
 */
final class SqlText {

  /** How far into a list of values the text is. */
  private enum Values {
    NONE,
    IN,
    OPENED,
    LISTED
  }

  private final String sql;
  private final StringBuilder text;
  private boolean spacePending;
  private Values values = Values.NONE;
  private int firstValueEnd;

  SqlText(String sql) {
    this.sql = sql;
    this.text = new StringBuilder(Math.min(sql.length(), 1024));
  }

  void add(SqlTokenizer.Kind kind, int start, int end) {
    if (kind == SqlTokenizer.Kind.SPACE) {
      spacePending = text.length() > 0;
      return;
    }
    if (kind == SqlTokenizer.Kind.END) {
      return;
    }
    boolean literal = kind == SqlTokenizer.Kind.LITERAL || isBoolean(kind, start, end);
    boolean value = literal || kind == SqlTokenizer.Kind.PLACEHOLDER;
    if (values == Values.LISTED && isPunctuation(kind, start, ')')) {
      text.setLength(firstValueEnd);
      spacePending = false;
    }
    if (spacePending) {
      text.append(' ');
      spacePending = false;
    }
    if (literal) {
      text.append('?');
    } else {
      text.append(sql, start, end);
    }
    followList(kind, start, end, value);
  }

  private void followList(SqlTokenizer.Kind kind, int start, int end, boolean value) {
    if (values == Values.OPENED && value) {
      values = Values.LISTED;
      firstValueEnd = text.length();
    } else if (values == Values.IN && isPunctuation(kind, start, '(')) {
      values = Values.OPENED;
    } else if (kind == SqlTokenizer.Kind.WORD && isWord("IN", start, end)) {
      values = Values.IN;
    } else if (!value && !isBetweenValues(kind, start)) {
      values = Values.NONE;
    }
  }

  private boolean isBetweenValues(SqlTokenizer.Kind kind, int start) {
    return isPunctuation(kind, start, ',')
        || isPunctuation(kind, start, '-')
        || isPunctuation(kind, start, '+');
  }

  private boolean isPunctuation(SqlTokenizer.Kind kind, int start, char c) {
    return kind == SqlTokenizer.Kind.PUNCTUATION && sql.charAt(start) == c;
  }

  private boolean isBoolean(SqlTokenizer.Kind kind, int start, int end) {
    return kind == SqlTokenizer.Kind.WORD
        && (isWord("TRUE", start, end) || isWord("FALSE", start, end));
  }

  private boolean isWord(String word, int start, int end) {
    return end - start == word.length() && sql.regionMatches(true, start, word, 0, word.length());
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
