package dev.weft.tracing.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.TracingSettings;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SqlPropertyTest {
  private static final String[] CODE = {
    "SELECT",
    "FROM",
    "a",
    "t1",
    ",",
    "(",
    ")",
    "IN",
    "=",
    "WHERE",
    "INSERT INTO",
    "VALUES",
    ";",
    "UNION",
    "WITH x AS",
    "?",
    "JOIN",
    "::int",
    "-- note\n",
    "/* note */",
    "AND",
    "UPDATE",
    "DELETE",
    "CREATE TABLE",
    "CALL",
    ".",
    "+",
    "*",
  };

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void noLiteralSurvives(SqlDialect dialect) {
    Random random = new Random(4711);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int j = random.nextInt(30); j >= 0; j--) {
        sql.append(random.nextInt(3) == 0 ? literal(random, dialect) : code(random)).append(' ');
      }
      SqlQuery query = SqlQuery.of(sql.toString(), dialect, TracingSettings.defaults());
      assertThat(query.text)
          .as("%s", sql)
          .doesNotContainIgnoringCase("secret")
          .doesNotContain("777");
      if (query.summary != null) {
        assertThat(query.summary)
            .as("%s", sql)
            .doesNotContainIgnoringCase("secret")
            .doesNotContain("777");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void takesAnyText(SqlDialect dialect) {
    Random random = new Random(815);
    String alphabet = "'\"`[]$:?@#-/*\\.,;(){}=+ \n\u00e9\ud83d\ude00\u0000eExXqQnN019_SELECT FROM";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder sql = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        sql.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      SqlQuery query = SqlQuery.of(sql.toString(), dialect, TracingSettings.defaults());
      assertThat(query.text.length()).isLessThanOrEqualTo(sql.length());
    }
  }

  private static String code(Random random) {
    return CODE[random.nextInt(CODE.length)];
  }

  private static String literal(Random random, SqlDialect dialect) {
    switch (random.nextInt(8)) {
      case 0:
        return "777";
      case 1:
        return "777.5e-3";
      case 2:
        return "'it''s secret /* -- \"'";
      case 3:
        return "X'777F'";
      case 4:
        return "N'secret'";
      case 5:
        return "0x777";
      default:
        return special(random, dialect);
    }
  }

  private static String special(Random random, SqlDialect dialect) {
    switch (dialect) {
      case POSTGRESQL:
        return random.nextBoolean() ? "$q$ secret ' $$ $q$" : "E'\\'secret'";
      case MYSQL:
        return random.nextBoolean() ? "\"sec'ret \\\" secret\"" : "'\\'secret\\\\'";
      case ORACLE:
        return random.nextBoolean() ? "q'[sec'ret secret]'" : "nQ'!secret'!'";
      case SQL_SERVER:
        return "N'[secret]'";
      default:
        return "$$secret ' $$";
    }
  }
}
