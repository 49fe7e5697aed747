package dev.weft.tracing.db;

/**
 * Cuts SQL into tokens, left to right, each character looked at a bounded number of times. There is
 * no wrong input: what is not closed ends with the text, what makes no sense is punctuation.
 *
 * <p>In doubt it calls something a literal, since literals are what must not get out.
 */
final class SqlTokenizer {

  /** What a token is. */
  enum Kind {
    /** White space and comments. */
    SPACE,
    /** A key word, plain identifier or variable. */
    WORD,
    /** An identifier in quotes. */
    QUOTED,
    /** A string or number. */
    LITERAL,
    /** Where a parameter goes. */
    PLACEHOLDER,
    /** Any other character. */
    PUNCTUATION,
    /** There is no more. */
    END
  }

  private final String sql;
  private final int limit;
  private final SqlDialect dialect;
  private int start;
  private int end;

  /** Tokens of the first {@code limit} characters. */
  SqlTokenizer(String sql, int limit, SqlDialect dialect) {
    this.sql = sql;
    this.limit = Math.min(sql.length(), limit);
    this.dialect = dialect;
  }

  /** Goes on to the next token. */
  Kind next() {
    start = end;
    if (start >= limit) {
      return Kind.END;
    }
    Kind kind = scan(sql.charAt(start));
    end = Math.min(end, limit);
    return kind;
  }

  /** Where the token starts. */
  int start() {
    return start;
  }

  /** Where the token ends. */
  int end() {
    return end;
  }

  /** The token's first character. */
  char first() {
    return sql.charAt(start);
  }

  private Kind scan(char c) {
    if (skipSpace()) {
      return Kind.SPACE;
    }
    switch (c) {
      case '\'':
        return literal(closing('\'', start + 1, dialect == SqlDialect.MYSQL));
      case '"':
        return dialect == SqlDialect.MYSQL
            ? literal(closing('"', start + 1, true))
            : quoted(closing('"', start + 1, false));
      case '`':
        return quoted(closing('`', start + 1, false));
      case '[':
        return dialect == SqlDialect.SQL_SERVER
            ? quoted(closing(']', start + 1, false))
            : punctuation(1);
      case '?':
        end = afterDigits(start + 1);
        return Kind.PLACEHOLDER;
      case ':':
        return colon();
      case '$':
        return dollar();
      case '.':
        return isDigit(at(start + 1)) ? literal(afterNumber()) : punctuation(1);
      default:
        return isDigit(c) ? literal(afterNumber()) : wordOrPunctuation(c);
    }
  }

  /** Skips white space and comments together, so that what a comment parted stays apart. */
  private boolean skipSpace() {
    int i = start;
    while (i < limit) {
      char c = sql.charAt(i);
      if (c <= ' ' || Character.isWhitespace(c) || c == '\u00A0') {
        i++;
      } else if (c == '-' && at(i + 1) == '-' || c == '#' && dialect == SqlDialect.MYSQL) {
        i = afterLine(i);
      } else if (c == '/' && at(i + 1) == '*') {
        i = afterComment(i + 2);
      } else {
        break;
      }
    }
    end = i;
    return i > start;
  }

  private int afterLine(int from) {
    int i = from;
    while (i < limit && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
      i++;
    }
    return i;
  }

  /** Comments nest in PostgreSQL, SQL Server and H2. */
  private int afterComment(int from) {
    boolean nested = dialect != SqlDialect.MYSQL && dialect != SqlDialect.ORACLE;
    int depth = 1;
    int i = from;
    while (i < limit) {
      char c = sql.charAt(i);
      if (c == '*' && at(i + 1) == '/') {
        i += 2;
        if (--depth == 0) {
          return i;
        }
      } else if (nested && c == '/' && at(i + 1) == '*') {
        i += 2;
        depth++;
      } else {
        i++;
      }
    }
    return limit;
  }

  /** Where a quoted text ends whose closing quote is written twice if it is meant. */
  private int closing(char quote, int from, boolean backslashEscapes) {
    int i = from;
    while (i < limit) {
      char c = sql.charAt(i);
      if (c == '\\' && backslashEscapes) {
        i += 2;
      } else if (c != quote) {
        i++;
      } else if (at(i + 1) == quote) {
        i += 2;
      } else {
        return i + 1;
      }
    }
    return limit;
  }

  /** {@code ::} is a cast, {@code :=} an assignment; a number is a parameter to Oracle only. */
  private Kind colon() {
    char next = at(start + 1);
    if (next == ':' || next == '=') {
      return punctuation(2);
    }
    if (isWordStart(next) && next != '@' || isDigit(next) && dialect == SqlDialect.ORACLE) {
      end = afterWord(start + 1);
      return Kind.PLACEHOLDER;
    }
    return punctuation(1);
  }

  /** {@code $1}, or a string between two {@code $tag$} of PostgreSQL and H2. */
  private Kind dollar() {
    if (isDigit(at(start + 1))) {
      end = afterDigits(start + 1);
      return Kind.PLACEHOLDER;
    }
    int tagEnd = start + 1;
    while (isWordPart(at(tagEnd)) && at(tagEnd) != '$') {
      tagEnd++;
    }
    boolean quotes = dialect == SqlDialect.POSTGRESQL || dialect == SqlDialect.ANSI;
    if (!quotes || at(tagEnd) != '$') {
      return wordOrPunctuation('$');
    }
    String tag = sql.substring(start, tagEnd + 1);
    int close = sql.indexOf(tag, tagEnd + 1);
    return literal(close < 0 ? limit : close + tag.length());
  }

  private Kind wordOrPunctuation(char c) {
    if (!isWordStart(c) && !(c == '$' && isWordPart(at(start + 1)))) {
      return punctuation(1);
    }
    end = afterWord(start);
    if (at(end) == '\'' && isStringPrefix()) {
      return literal(afterPrefixedString());
    }
    return c == '@' && end == start + 1 ? Kind.PUNCTUATION : Kind.WORD;
  }

  /** {@code N'…'}, {@code X'…'}, {@code B'…'}, {@code E'…'}, {@code q'[…]'}, {@code nq'[…]'}. */
  private boolean isStringPrefix() {
    return end - start == 1 || isOracleQuote();
  }

  private boolean isOracleQuote() {
    return dialect == SqlDialect.ORACLE
        && (lower(end - 1) == 'q')
        && (end - start == 1 || end - start == 2 && lower(start) == 'n');
  }

  private int afterPrefixedString() {
    int body = end + 1;
    if (isOracleQuote()) {
      return afterOracleQuote(body);
    }
    boolean escapes =
        dialect == SqlDialect.MYSQL || lower(start) == 'e' && dialect != SqlDialect.SQL_SERVER;
    return closing('\'', body, escapes);
  }

  private int afterOracleQuote(int from) {
    char close = closingBracket(at(from));
    for (int i = from + 1; i < limit; i++) {
      if (sql.charAt(i) == close && at(i + 1) == '\'') {
        return i + 2;
      }
    }
    return limit;
  }

  private static char closingBracket(char open) {
    switch (open) {
      case '[':
        return ']';
      case '{':
        return '}';
      case '(':
        return ')';
      case '<':
        return '>';
      default:
        return open;
    }
  }

  private int afterNumber() {
    int i = start;
    boolean hex = sql.charAt(i) == '0' && lower(i + 1) == 'x';
    while (i < limit) {
      char c = sql.charAt(i);
      boolean sign = (c == '+' || c == '-') && !hex && lower(i - 1) == 'e' && isDigit(at(i + 1));
      if (!isWordPart(c) && c != '.' && !sign) {
        break;
      }
      i++;
    }
    return i;
  }

  private int afterDigits(int from) {
    int i = from;
    while (isDigit(at(i))) {
      i++;
    }
    return i;
  }

  private int afterWord(int from) {
    int i = from;
    while (i < limit && (isWordPart(sql.charAt(i)) || sql.charAt(i) == '@' && at(from) == '@')) {
      i++;
    }
    return i;
  }

  private Kind literal(int to) {
    end = to;
    return Kind.LITERAL;
  }

  private Kind quoted(int to) {
    end = to;
    return Kind.QUOTED;
  }

  private Kind punctuation(int length) {
    end = start + length;
    return Kind.PUNCTUATION;
  }

  private char at(int index) {
    return index < limit ? sql.charAt(index) : 0;
  }

  private char lower(int index) {
    char c = at(index);
    return c >= 'A' && c <= 'Z' ? (char) (c + ('a' - 'A')) : c;
  }

  private boolean isWordStart(char c) {
    return c == '_' || c == '@' || c == '#' && hashInWords() || Character.isLetter(c);
  }

  private boolean isWordPart(char c) {
    return c == '_'
        || c == '$'
        || c >= 'a' && c <= 'z'
        || isDigit(c)
        || c == '#' && hashInWords()
        || Character.isLetterOrDigit(c)
        || Character.isSurrogate(c);
  }

  /** To PostgreSQL it is an operator, to MySQL the start of a comment. */
  private boolean hashInWords() {
    return dialect != SqlDialect.POSTGRESQL && dialect != SqlDialect.MYSQL;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
