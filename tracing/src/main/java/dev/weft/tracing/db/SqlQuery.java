package dev.weft.tracing.db;

import dev.weft.tracing.TracingSettings;
import org.jspecify.annotations.Nullable;

/** What spans say of a query. Immutable. */
final class SqlQuery {
  private static final String BATCH = "BATCH";

  final String text;
  final @Nullable String summary;

  /** The operation, if the query has exactly one. */
  final @Nullable String operation;

  /** The collection, if the query has exactly one. */
  final @Nullable String collection;

  final @Nullable String procedure;

  SqlQuery(
      String text,
      @Nullable String summary,
      @Nullable String operation,
      @Nullable String collection,
      @Nullable String procedure) {
    this.text = text;
    this.summary = summary;
    this.operation = operation;
    this.collection = collection;
    this.procedure = procedure;
  }

  /** Reads as much of the query as the settings allow. Takes every text for one. */
  static SqlQuery of(String sql, SqlDialect dialect, TracingSettings settings) {
    int limit = Math.min(sql.length(), settings.sqlScanLimit());
    SqlTokenizer tokens = new SqlTokenizer(sql, limit, dialect);
    SqlSummary summary = new SqlSummary();
    SqlReader reader = new SqlReader(sql, summary);
    SqlText text = new SqlText(sql);
    SqlTokenizer.Kind kind;
    do {
      kind = tokens.next();
      reader.add(kind, tokens.start(), tokens.end());
      text.add(kind, tokens.start(), tokens.end());
    } while (kind != SqlTokenizer.Kind.END);
    return summary.query(settings.sqlSanitized() ? text.toString() : sql.substring(0, limit));
  }

  /** The same query many times with other parameters (conventions, on {@code db.query.summary}). */
  SqlQuery batched() {
    return new SqlQuery(
        text,
        summary == null ? BATCH : BATCH + ' ' + summary,
        operation == null ? BATCH : BATCH + ' ' + operation,
        collection,
        procedure);
  }
}
