package dev.weft.tracing.db;

import java.util.Arrays;
import java.util.Locale;

/**
 * Finds operations and targets in a stream of tokens.
 *
 * <p>It follows clauses, not grammar: what may name a table is what follows FROM, JOIN, INTO and
 * the like, in a statement or subquery that is waiting for it. Parentheses are kept on a stack of
 * flags, so {@code EXTRACT(YEAR FROM x)} and {@code f(a, b)} do not pass for tables.
 */
final class SqlReader {
  /** What the next name is. */
  private enum Expected {
    NOTHING,
    TABLE,
    INTO,
    DELETED,
    OBJECT_KIND,
    OBJECT,
    PROCEDURE,
    COMMON_TABLE,
    COMMON_TABLE_AS,
    COMMON_TABLE_BODY
  }

  // Flags of a statement, subquery or other thing in parentheses.
  private static final int MAY_START = 1;
  private static final int AWAITS_FROM = 1 << 1;
  private static final int LISTS_TABLES = 1 << 2;
  private static final int HAS_USING = 1 << 3;
  private static final int HAS_COMMON_TABLES = 1 << 4;
  private static final int TAKES_QUERY = 1 << 5;
  private static final int IS_OVER = 1 << 6;
  private static final int INDEXES = 1 << 7;

  /** Stands for an identifier in quotes, which is never a key word. */
  private static final String QUOTED = "\"";

  private final String sql;
  private final SqlSummary summary;
  private final StringBuilder name = new StringBuilder();
  private int[] flags = {MAY_START};
  private int depth;
  private Expected expected = Expected.NOTHING;
  private Expected named = Expected.NOTHING;
  private String objectKind = "";
  private String lastWord = "";
  private boolean dotted;

  SqlReader(String sql, SqlSummary summary) {
    this.sql = sql;
    this.summary = summary;
  }

  void add(SqlTokenizer.Kind kind, int start, int end) {
    switch (kind) {
      case SPACE:
        return;
      case WORD:
      case QUOTED:
        identifier(kind == SqlTokenizer.Kind.WORD, sql.substring(start, end));
        return;
      case PUNCTUATION:
        punctuation(sql.charAt(start));
        return;
      case LITERAL:
        finishName(false);
        expected = Expected.NOTHING;
        clear(MAY_START);
        break;
      case PLACEHOLDER:
        finishName(false);
        // {? = call f} begins with one.
        expected = expected == Expected.PROCEDURE ? expected : Expected.NOTHING;
        break;
      case END:
        finishName(false);
        break;
    }
    dotted = false;
    lastWord = "";
  }

  private void identifier(boolean plain, String text) {
    if (dotted) {
      dotted = false;
      if (name.length() > 0) {
        name.append('.').append(text);
      }
      return;
    }
    finishName(false);
    String word = plain ? text.toUpperCase(Locale.ROOT) : QUOTED;
    if (!has(IS_OVER) && !takeAsName(word, text) && plain) {
      keyword(word, text);
    }
    lastWord = word;
  }

  /** Takes the word as the name that is expected, or passes over what may stand before it. */
  private boolean takeAsName(String word, String text) {
    switch (expected) {
      case TABLE:
        return SqlKeywords.TABLE_MODIFIERS.contains(word) || startNameUnlessQuery(word, text);
      case INTO:
        return SqlKeywords.INTO_MODIFIERS.contains(word) || startNameUnlessQuery(word, text);
      case DELETED:
        return !word.equals("FROM")
            && (SqlKeywords.INTO_MODIFIERS.contains(word) || startName(text));
      case OBJECT_KIND:
        return takeObjectKind(word, text);
      case OBJECT:
        return SqlKeywords.NAME_MODIFIERS.contains(word) || startName(text);
      case PROCEDURE:
        return word.startsWith("@") || !word.equals("IMMEDIATE") && startName(text);
      case COMMON_TABLE:
        return word.equals("RECURSIVE") || startName(text);
      case COMMON_TABLE_AS:
        expected = word.equals("AS") ? Expected.COMMON_TABLE_BODY : expected;
        return true;
      case COMMON_TABLE_BODY:
        return true;
      case NOTHING:
        return false;
    }
    return false;
  }

  private boolean startNameUnlessQuery(String word, String text) {
    if (word.equals("SELECT") || word.equals("WITH") || word.equals("VALUES")) {
      expected = Expected.NOTHING;
      return false;
    }
    return startName(text);
  }

  private boolean takeObjectKind(String word, String text) {
    if (SqlKeywords.OBJECTS.contains(word)) {
      summary.extendOperation(text);
      objectKind = word;
      expected = Expected.OBJECT;
      return true;
    }
    if (objectKind.equals("TRUNCATE")) {
      expected = Expected.OBJECT;
      return startName(text);
    }
    if (!SqlKeywords.OBJECT_MODIFIERS.contains(word)) {
      expected = Expected.NOTHING;
    }
    return true;
  }

  private boolean startName(String text) {
    name.append(text);
    named = expected;
    expected = Expected.NOTHING;
    return true;
  }

  private void finishName(boolean beforeParenthesis) {
    if (name.length() == 0) {
      return;
    }
    String complete = name.toString();
    name.setLength(0);
    switch (named) {
      case TABLE:
        if (!beforeParenthesis) {
          summary.collection(complete);
        }
        break;
      case INTO:
      case DELETED:
        summary.collection(complete);
        break;
      case OBJECT:
        finishObject(complete);
        break;
      case PROCEDURE:
        summary.procedure(complete);
        break;
      case COMMON_TABLE:
        summary.commonTable(complete);
        expected = Expected.COMMON_TABLE_AS;
        break;
      default:
        break;
    }
  }

  private void finishObject(String complete) {
    if (objectKind.equals("TABLE") || objectKind.equals("TRUNCATE")) {
      summary.collection(complete);
    } else {
      summary.target(complete);
    }
    if (SqlKeywords.OBJECTS_WITH_BODY.contains(objectKind)) {
      set(IS_OVER);
    } else if (objectKind.equals("INDEX")) {
      set(INDEXES);
    }
  }

  private void keyword(String word, String text) {
    boolean start = has(MAY_START);
    clear(MAY_START);
    if (word.equals("SELECT")) {
      summary.operation(text);
      clear(LISTS_TABLES | HAS_USING | HAS_COMMON_TABLES);
      set(AWAITS_FROM);
      objectKind = "";
      expected = Expected.NOTHING;
    } else if (word.equals("WITH") && (start || has(TAKES_QUERY))) {
      set(HAS_COMMON_TABLES);
      expected = Expected.COMMON_TABLE;
    } else if (start) {
      statement(word, text);
    } else {
      clause(word);
    }
  }

  private void statement(String word, String text) {
    objectKind = "";
    flags[depth] = 0;
    if (word.equals("INSERT") || word.equals("REPLACE") || word.equals("UPSERT")) {
      begin(text, Expected.INTO, TAKES_QUERY);
    } else if (word.equals("MERGE")) {
      begin(text, Expected.INTO, HAS_USING);
    } else if (word.equals("UPDATE")) {
      begin(text, Expected.TABLE, LISTS_TABLES | AWAITS_FROM);
    } else if (word.equals("DELETE")) {
      begin(text, Expected.DELETED, HAS_USING | AWAITS_FROM);
    } else if (SqlKeywords.DEFINITIONS.contains(word)) {
      begin(text, Expected.OBJECT_KIND, definitionState(word));
      objectKind = word;
    } else if (word.equals("CALL") || word.equals("EXEC") || word.equals("EXECUTE")) {
      begin(text, Expected.PROCEDURE, 0);
    } else if (SqlKeywords.COMMANDS_BEFORE_STATEMENTS.contains(word)) {
      begin(text, Expected.NOTHING, MAY_START);
    } else if (SqlKeywords.COMMANDS.contains(word)) {
      begin(text, Expected.NOTHING, IS_OVER);
    } else if (lastWord.equals("EXPLAIN") || lastWord.equals("ANALYZE")) {
      set(MAY_START);
    }
  }

  private static int definitionState(String word) {
    switch (word) {
      case "CREATE":
        return TAKES_QUERY;
      case "ALTER":
        return 0;
      default:
        return LISTS_TABLES;
    }
  }

  private void begin(String operation, Expected next, int state) {
    // A command's option is no command: EXPLAIN ANALYZE SELECT.
    if (lastWord.equals("EXPLAIN") && state == IS_OVER) {
      set(MAY_START);
      return;
    }
    summary.operation(operation);
    expected = next;
    set(state);
  }

  private void clause(String word) {
    if (word.equals("FROM")) {
      if (has(AWAITS_FROM) && !lastWord.equals("DISTINCT")) {
        clear(AWAITS_FROM);
        set(LISTS_TABLES);
        expected = Expected.TABLE;
      }
    } else if (word.equals("JOIN") || word.equals("STRAIGHT_JOIN")) {
      expected = has(LISTS_TABLES) ? Expected.TABLE : Expected.NOTHING;
    } else if (word.equals("USING") && has(HAS_USING)) {
      clear(HAS_USING);
      set(LISTS_TABLES);
      expected = Expected.TABLE;
    } else if (word.equals("ON") && has(INDEXES)) {
      clear(INDEXES);
      expected = Expected.INTO;
    } else if (SqlKeywords.ENDS_OF_FROM.contains(word)) {
      clear(LISTS_TABLES);
    }
  }

  private void punctuation(char c) {
    if (c == '.' && (name.length() > 0 || !lastWord.isEmpty())) {
      dotted = true;
      return;
    }
    finishName(c == '(');
    dotted = false;
    lastWord = "";
    switch (c) {
      case '(':
        open();
        break;
      case ')':
        close();
        break;
      case ',':
        nextOfList();
        break;
      case ';':
        depth = 0;
        flags[0] = MAY_START;
        expected = Expected.NOTHING;
        break;
      case '{':
      case '}':
      case '=':
        // Parts of {? = call f}, EXEC @result = f, and harmless elsewhere.
        break;
      default:
        expected = Expected.NOTHING;
        break;
    }
  }

  private void open() {
    int inner = 0;
    if (expected == Expected.TABLE) {
      inner = LISTS_TABLES | TAKES_QUERY;
    } else if (expected == Expected.COMMON_TABLE_BODY) {
      inner = MAY_START;
      expected = Expected.NOTHING;
    } else if (expected != Expected.COMMON_TABLE_AS) {
      expected = Expected.NOTHING;
    }
    boolean over = has(IS_OVER);
    depth++;
    if (depth == flags.length) {
      flags = Arrays.copyOf(flags, 2 * depth);
    }
    flags[depth] = over ? IS_OVER : inner;
  }

  private void close() {
    if (depth > 0) {
      depth--;
    }
    if (expected != Expected.COMMON_TABLE_AS) {
      expected = Expected.NOTHING;
      if (has(HAS_COMMON_TABLES)) {
        set(MAY_START);
      }
    }
  }

  private void nextOfList() {
    if (has(LISTS_TABLES)) {
      expected = objectKind.isEmpty() ? Expected.TABLE : Expected.OBJECT;
    } else if (has(HAS_COMMON_TABLES) && has(MAY_START)) {
      expected = Expected.COMMON_TABLE;
    } else if (expected != Expected.COMMON_TABLE_AS) {
      expected = Expected.NOTHING;
    }
  }

  private boolean has(int flag) {
    return (flags[depth] & flag) != 0;
  }

  private void set(int flag) {
    flags[depth] |= flag;
  }

  private void clear(int flag) {
    flags[depth] &= ~flag;
  }
}
