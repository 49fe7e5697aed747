package dev.weft.tracing.db;

import org.jspecify.annotations.Nullable;

/**
 * Several queries that are sent as one: what all of them have in common, and their texts with
 * {@code "; "} between unless all are alike (conventions, on {@code db.query.text}).
 */
final class SqlBatch {
  private final SqlQuery first;
  private final int textLimit;
  private final StringBuilder text;
  private boolean alike = true;
  private @Nullable String summary;
  private @Nullable String operation;
  private @Nullable String collection;
  private @Nullable String procedure;

  /** A batch that begins with the given query. */
  SqlBatch(SqlQuery first, int textLimit) {
    this.first = first;
    this.textLimit = textLimit;
    this.text = new StringBuilder(first.text);
    this.summary = first.summary;
    this.operation = first.operation;
    this.collection = first.collection;
    this.procedure = first.procedure;
  }

  void add(SqlQuery next) {
    alike &= next.text.equals(first.text);
    summary = same(summary, next.summary);
    operation = same(operation, next.operation);
    collection = same(collection, next.collection);
    procedure = same(procedure, next.procedure);
    if (text.length() < textLimit) {
      text.append("; ").append(next.text);
    }
  }

  /** Says that there are more queries, which nobody reads. */
  void addUnknown() {
    alike = false;
    summary = null;
    operation = null;
    collection = null;
    procedure = null;
  }

  SqlQuery query() {
    String texts = alike ? first.text : text.substring(0, Math.min(text.length(), textLimit));
    return new SqlQuery(texts, summary, operation, collection, procedure).batched();
  }

  private static @Nullable String same(@Nullable String one, @Nullable String other) {
    return one != null && one.equals(other) ? one : null;
  }
}
