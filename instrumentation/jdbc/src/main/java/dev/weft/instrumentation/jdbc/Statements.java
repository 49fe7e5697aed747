package dev.weft.instrumentation.jdbc;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.db.DatabaseOperation;
import dev.weft.tracing.db.DatabaseTracing;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** What each statement will execute, remembered from the call that made it. */
final class Statements {
  private static final DatabaseTracing<PreparedCall> TRACING =
      new DatabaseTracing<>("jdbc", new JdbcGetter());
  private static final WeakMap<Statement, PreparedCall> CALLS = new WeakMap<>();

  private Statements() {}

  /**
   * A connection has made a statement, or failed to.
   *
   * @param sql null if the statement is told when it is executed
   */
  static void created(
      @Nullable Statement statement, Connection connection, @Nullable String sql, CallDepth depth) {
    PreparedCall call = null;
    try {
      // A driver's own statements are not traced, and its connection may not be ready to be asked.
      if (statement != null && !depth.isQuiet()) {
        call = callOf(statement, connection, sql, depth.inner());
      }
    } finally {
      depth.exit(call);
    }
  }

  private static PreparedCall callOf(
      Statement statement,
      Connection connection,
      @Nullable String sql,
      @Nullable PreparedCall inner) {
    // A connection that hands through what the one inside of it made: that has told all.
    PreparedCall known = CALLS.get(statement);
    if (known != null) {
      return known;
    }
    // A pool's connection is told by the driver's, not the other way round.
    PreparedCall call =
        inner != null && sameText(inner.query(), sql)
            ? inner
            : PreparedCall.of(inner != null ? inner.info() : Databases.of(connection).info(), sql);
    CALLS.put(statement, call);
    return call;
  }

  @SuppressWarnings({"ReferenceEquality", "StringEquality"}) // handed through, or another text
  private static boolean sameText(@Nullable String one, @Nullable String other) {
    return one == other;
  }

  /**
   * The statement is closed: what the collector would have to find dead, each in its next pause, is
   * let go here. A pool that keeps it for its next user hands it out by {@link #created}.
   */
  static void closed(Statement statement) {
    CALLS.remove(statement);
  }

  /** The statement executes the given text. */
  static @Nullable DatabaseOperation execute(Statement statement, @Nullable String sql) {
    return isTraced() ? TRACING.start(PreparedCall.of(callOf(statement).info(), sql)) : null;
  }

  /** The statement executes what it was prepared for. */
  static @Nullable DatabaseOperation execute(Statement statement) {
    return isTraced() ? TRACING.start(callOf(statement)) : null;
  }

  static @Nullable DatabaseOperation executeBatch(Statement statement) {
    PreparedCall batch = Batch.take(statement, callOf(statement));
    return isTraced() ? TRACING.start(batch) : null;
  }

  private static boolean isTraced() {
    return !CallDepth.isThreadQuiet();
  }

  private static PreparedCall callOf(Statement statement) {
    PreparedCall call = CALLS.get(statement);
    return call == null ? callOfUnknown(statement) : call;
  }

  /** For statements that were made before the agent came, or by no connection that it sees. */
  private static PreparedCall callOfUnknown(Statement statement) {
    PreparedCall call = Databases.UNKNOWN;
    try {
      Connection connection = statement.getConnection();
      if (connection != null) {
        call = PreparedCall.of(Databases.of(connection).info(), null);
      }
    } catch (SQLException | RuntimeException | LinkageError ignored) {
      // A closed statement, or a driver without this method: then the database stays unknown.
    }
    CALLS.put(statement, call);
    return call;
  }
}
