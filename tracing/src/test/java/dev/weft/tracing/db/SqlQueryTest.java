package dev.weft.tracing.db;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.TracingSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SqlQueryTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "ANSI | SELECT * FROM t WHERE a = 'x''y' AND b=12.5e-3 | SELECT * FROM t WHERE a = ? AND b=?",
        "ANSI | SELECT \"col\" FROM \"t\" WHERE \"a\" = TRUE | SELECT \"col\" FROM \"t\" WHERE \"a\" = ?",
        "ANSI | SELECT 1 -- secret 42 | SELECT ?",
        "ANSI | SELECT /* secret */ a FROM t1 | SELECT a FROM t1",
        "ANSI | SELECT /* a /* b */ 'c' */ 1 | SELECT ?",
        "ANSI | SELECT X'CAFE', N'né', 0xFF, .5, 1e10 | SELECT ?, ?, ?, ?, ?",
        "ANSI | a IN (1, 2, -3) AND b IN ('x') | a IN (?) AND b IN (?)",
        "ANSI | a in ( ?, ? ) | a in ( ?)",
        "ANSI | a IN (SELECT b FROM c WHERE d = 3) | a IN (SELECT b FROM c WHERE d = ?)",
        "ANSI | a IN (1, f(2), 3) | a IN (?, f(?), ?)",
        "ANSI | SELECT 'never closed secret | SELECT ?",
        "ANSI | DATE '2020-01-01' + INTERVAL '1' DAY | DATE ? + INTERVAL ? DAY",
        "POSTGRESQL | SELECT $$it's$$, $a$x $$ y$a$, $1::int | SELECT ?, ?, $1::int",
        "POSTGRESQL | SELECT E'it\\'s', 'back\\' , a->>'k' | SELECT ?, ? , a->>?",
        "POSTGRESQL | SELECT a[1:2], b ? 'k', c::jsonb | SELECT a[?:?], b ? ?, c::jsonb",
        "POSTGRESQL | SELECT a#5 | SELECT a#?",
        "MYSQL | SELECT `a` FROM t WHERE b = \"x\\\"y\" # secret | SELECT `a` FROM t WHERE b = ?",
        "MYSQL | SELECT 'it\\'s', _utf8'x' | SELECT ?, _utf8?",
        "ORACLE | SELECT q'[it's]', nq'{x'y}', :1, :name FROM dual | SELECT ?, ?, :1, :name FROM dual",
        "SQL_SERVER | SELECT [a'b] FROM [t]]x] WHERE c = N'x' AND @p1 = 1 | SELECT [a'b] FROM [t]]x] WHERE c = ? AND @p1 = ?",
      })
  void leavesNoLiteral(SqlDialect dialect, String sql, String text) {
    assertThat(query(sql, dialect).text).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      nullValues = "null",
      value = {
        "SELECT * FROM wuser_table WHERE username = ? | SELECT wuser_table | SELECT | wuser_table",
        "INSERT INTO shipping_details (order_id, address) SELECT order_id, address FROM orders | INSERT shipping_details SELECT orders | null | null",
        "SELECT * FROM songs, artists WHERE songs.artist_id = artists.id | SELECT songs artists | SELECT | null",
        "SELECT d FROM (SELECT * FROM orders o JOIN customers c ON o.id = c.id) | SELECT SELECT orders customers | null | null",
        "SELECT * FROM \"song list\", 'artists' | SELECT \"song list\" | SELECT | \"song list\"",
        "select EXTRACT(YEAR FROM d), f(a, b) from public . t x, \"u\".v where a in (1,2) order by a, b | select public.t \"u\".v | select | null",
        "WITH a AS (SELECT x FROM t), b (c, d) AS (SELECT 1 FROM a) SELECT f(x), y FROM a, b, u | SELECT t SELECT SELECT u | null | null",
        "WITH d AS (DELETE FROM t RETURNING *) INSERT INTO u SELECT * FROM d | DELETE t INSERT u SELECT | null | null",
        "INSERT INTO t (a, b) VALUES (1, 2), (3, 4) ON CONFLICT DO UPDATE SET a = 1 | INSERT t | INSERT | t",
        "UPDATE t SET a = 1, b = 2 FROM u WHERE t.id = u.id | UPDATE t u | UPDATE | null",
        "DELETE FROM t WHERE a = 1 | DELETE t | DELETE | t",
        "delete t where a = 1 | delete t | delete | t",
        "MERGE INTO t USING (SELECT a FROM u) s ON (s.a = t.a) WHEN MATCHED THEN UPDATE SET b = 1 | MERGE t SELECT u | null | null",
        "CREATE TABLE IF NOT EXISTS t (a int, b int) | CREATE TABLE t | CREATE TABLE | t",
        "CREATE OR REPLACE VIEW v AS SELECT a FROM t, u | CREATE VIEW v SELECT t u | null | null",
        "CREATE UNIQUE INDEX i ON t (a) | CREATE INDEX i t | CREATE INDEX | t",
        "DROP TABLE a, b | DROP TABLE a b | DROP TABLE | null",
        "ALTER TABLE t ADD a int, ADD b int | ALTER TABLE t | ALTER TABLE | t",
        "TRUNCATE TABLE t | TRUNCATE TABLE t | TRUNCATE TABLE | t",
        "CREATE FUNCTION f() RETURNS int AS $$ SELECT * FROM t $$ | CREATE FUNCTION f | CREATE FUNCTION | null",
        "SELECT * FROM generate_series(1, 10) g, LATERAL f(g) | SELECT | SELECT | null",
        "SELECT a FROM t UNION ALL SELECT b FROM u FOR UPDATE | SELECT t SELECT u | null | null",
        "BEGIN | BEGIN | BEGIN | null",
        "EXPLAIN ANALYZE SELECT * FROM t | EXPLAIN SELECT t | null | t",
        "GRANT SELECT ON t TO bob | GRANT | GRANT | null",
        "SELECT 1; DELETE FROM t | SELECT DELETE t | null | t",
        "xyzzy 42 | null | null | null",
        "SELECT a IS DISTINCT FROM b FROM t | SELECT t | SELECT | t",
      })
  void summarises(String sql, String summary, String operation, String collection) {
    SqlQuery query = query(sql, SqlDialect.POSTGRESQL);
    assertThat(query.summary).isEqualTo(summary);
    assertThat(query.operation).isEqualTo(operation);
    assertThat(query.collection).isEqualTo(collection);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{call some_stored_procedure} | call some_stored_procedure | some_stored_procedure",
        "{? = call s.f(?, ?)} | call s.f | s.f",
        "CALL p(1, 2) | CALL p | p",
        "EXEC @r = dbo.p @a = 1 | EXEC dbo.p | dbo.p",
        "EXECUTE p | EXECUTE p | p",
      })
  void namesProcedures(String sql, String summary, String procedure) {
    SqlQuery query = query(sql, SqlDialect.SQL_SERVER);
    assertThat(query.summary).isEqualTo(summary);
    assertThat(query.procedure).isEqualTo(procedure);
  }

  @Test
  void cutsSummaryBetweenNames() {
    StringBuilder sql = new StringBuilder("SELECT * FROM t0000000");
    for (int i = 1; i < 100; i++) {
      sql.append(", t").append(1000000 + i);
    }
    String summary = query(sql.toString(), SqlDialect.ANSI).summary;
    assertThat(summary).hasSizeLessThanOrEqualTo(255).hasSizeGreaterThan(240);
    assertThat(summary).matches("SELECT( t\\d{7})+");
  }

  @Test
  void readsNoFurtherThanItMay() {
    TracingSettings settings = TracingSettings.builder().sqlScanLimit(20).build();
    SqlQuery query = SqlQuery.of("SELECT a, 'secret_secret' FROM t", SqlDialect.ANSI, settings);
    assertThat(query.text).isEqualTo("SELECT a, ?");
    assertThat(query.summary).isEqualTo("SELECT");
  }

  @Test
  void leavesTextAloneIfTold() {
    TracingSettings settings = TracingSettings.builder().sqlSanitized(false).build();
    assertThat(SqlQuery.of("SELECT  'x'", SqlDialect.ANSI, settings).text).isEqualTo("SELECT  'x'");
  }

  @ParameterizedTest
  @EnumSource(SqlDialect.class)
  void takesDeepNesting(SqlDialect dialect) {
    assertThat(query("(".repeat(32_768), dialect).summary).isNull();
    assertThat(query("SELECT * FROM (".repeat(2_000), dialect).text).startsWith("SELECT");
    assertThat(query("/* ".repeat(10_000), dialect).text).isEmpty();
  }

  private static SqlQuery query(String sql, SqlDialect dialect) {
    return SqlQuery.of(sql, dialect, TracingSettings.defaults());
  }
}
