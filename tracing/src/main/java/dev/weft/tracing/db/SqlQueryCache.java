package dev.weft.tracing.db;

import dev.weft.tracing.LatestByText;
import dev.weft.tracing.TracingSettings;

/**
 * Queries by their text, for applications whose queries are constants.
 *
 * <p>Holds at most {@value #PLACES} texts of at most {@value #LONGEST} characters each.
 */
final class SqlQueryCache extends LatestByText<SqlDialect, SqlQuery> {
  static final int PLACES = 1024;
  static final int LONGEST = 4096;

  private final TracingSettings settings;

  SqlQueryCache(TracingSettings settings) {
    super(PLACES, LONGEST);
    this.settings = settings;
  }

  boolean isFor(TracingSettings others) {
    return settings == others;
  }

  @Override
  protected SqlQuery make(String sql, SqlDialect dialect) {
    return SqlQuery.of(sql, dialect, settings);
  }
}
