package dev.weft.instrumentation.jdbc;

import dev.weft.tracing.db.DatabaseGetter;
import dev.weft.tracing.db.DbInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows JDBC calls to the tracing. */
final class JdbcGetter implements DatabaseGetter<PreparedCall> {

  @Override
  public DbInfo info(PreparedCall call) {
    return call.info();
  }

  @Override
  public @Nullable String query(PreparedCall call) {
    return call.query();
  }

  @Override
  public @Nullable List<String> batch(PreparedCall call) {
    return call.batch();
  }

  @Override
  public long batchSize(PreparedCall call) {
    return call.batchSize();
  }
}
