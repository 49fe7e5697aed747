package dev.weft.instrumentation.jdbc;

import dev.weft.tracing.db.DbInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a statement executes, and where. Immutable; holds no object of the application's. */
final class PreparedCall {
  private final DbInfo info;
  private final @Nullable String query;
  private final @Nullable List<String> batch;
  private final long batchSize;

  private PreparedCall(
      DbInfo info, @Nullable String query, @Nullable List<String> batch, long batchSize) {
    this.info = info;
    this.query = query;
    this.batch = batch;
    this.batchSize = batchSize;
  }

  /**
   * A call.
   *
   * @param query null for a statement that is told later
   */
  static PreparedCall of(DbInfo info, @Nullable String query) {
    return new PreparedCall(info, query, null, 0);
  }

  /** This call, executed so many times by one batch. */
  PreparedCall repeated(long times) {
    return new PreparedCall(info, query, null, times);
  }

  /** A batch of so many queries; the texts may be fewer. */
  PreparedCall batch(List<String> texts, long size) {
    return new PreparedCall(info, null, texts, size);
  }

  DbInfo info() {
    return info;
  }

  @Nullable String query() {
    return query;
  }

  @Nullable List<String> batch() {
    return batch;
  }

  long batchSize() {
    return batchSize;
  }
}
