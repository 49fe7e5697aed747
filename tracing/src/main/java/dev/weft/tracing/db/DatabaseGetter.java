package dev.weft.tracing.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a database client is about to execute.
 *
 * <p>Methods are called while the operation starts or ends, and only if their answer is needed.
 *
 * @param <Q> the call: a statement, or whatever the instrumentation knows of it
 */
public interface DatabaseGetter<Q> {

  /** The database, known without asking it. */
  DbInfo info(Q call);

  /** The text of the query, or null if it is not known or is a batch of {@link #batch texts}. */
  default @Nullable String query(Q call) {
    return null;
  }

  /** The name of the operation, where there is no text that tells it: {@code HGET}. */
  default @Nullable String operation(Q call) {
    return null;
  }

  /**
   * The texts of a batch of different queries, or null. The list is not kept.
   *
   * <p>A batch that repeats one query with other parameters has a {@link #query} instead.
   */
  default @Nullable List<String> batch(Q call) {
    return null;
  }

  /** How many operations the batch has, or 0 if the call is none. */
  default long batchSize(Q call) {
    return 0;
  }

  /**
   * The database's code for a failure, or null. Unless overridden, that of an {@code SQLException}:
   * its SQLSTATE, or the error number of databases whose conventions want it.
   */
  default @Nullable String statusCode(Throwable thrown, DbInfo info) {
    return SqlStatusCode.of(thrown, info);
  }

  /** Whether the failure's own words may be recorded: they may quote what was sent. */
  default boolean isTellable(Throwable thrown) {
    return true;
  }
}
