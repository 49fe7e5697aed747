package dev.weft.tracing.db;

import dev.weft.tracing.TracingSettings;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Queries by their text. Each text has one place, and the newest owner keeps it: bounded without
 * bookkeeping, never locked, and right for applications whose queries are constants.
 *
 * <p>Holds at most {@value #PLACES} texts of at most {@value #LONGEST} characters each.
 */
final class SqlQueryCache {
  static final int PLACES = 1024;
  static final int LONGEST = 4096;

  private final AtomicReferenceArray<Entry> entries = new AtomicReferenceArray<>(PLACES);
  private final TracingSettings settings;

  SqlQueryCache(TracingSettings settings) {
    this.settings = settings;
  }

  boolean isFor(TracingSettings others) {
    return settings == others;
  }

  SqlQuery get(String sql, SqlDialect dialect) {
    if (sql.length() > LONGEST) {
      return SqlQuery.of(sql, dialect, settings);
    }
    int hash = sql.hashCode();
    int place = (hash ^ hash >>> 16) & PLACES - 1;
    Entry entry = entries.get(place);
    if (entry != null && entry.dialect == dialect && entry.sql.equals(sql)) {
      return entry.query;
    }
    SqlQuery query = SqlQuery.of(sql, dialect, settings);
    entries.set(place, new Entry(sql, dialect, query));
    return query;
  }

  private static final class Entry {
    final String sql;
    final SqlDialect dialect;
    final SqlQuery query;

    Entry(String sql, SqlDialect dialect, SqlQuery query) {
      this.sql = sql;
      this.dialect = dialect;
      this.query = query;
    }
  }
}
