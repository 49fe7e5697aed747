package dev.weft.instrumentation.jdbc;

import dev.weft.instrumentation.jdbc.url.JdbcUrl;
import dev.weft.tracing.WeakMap;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The database behind each connection, found out once per connection. */
final class Databases {
  static final PreparedCall UNKNOWN = PreparedCall.of(JdbcUrl.parse(null), null);

  private static final WeakMap<Connection, PreparedCall> DATABASES = new WeakMap<>();

  private static volatile Parsed last = new Parsed("", UNKNOWN);

  private Databases() {}

  /** A driver has connected, or not. */
  static void connected(@Nullable Connection connection, @Nullable String url, CallDepth depth) {
    // A driver that wraps another one has called that before, with the database's true URL.
    PreparedCall database = depth.inner();
    try {
      if (connection != null) {
        if (database == null) {
          database = parse(url);
        }
        DATABASES.put(connection, database);
      }
    } finally {
      depth.exit(database);
    }
  }

  /** The database of a connection. It is asked if nobody saw it being made. */
  static PreparedCall of(Connection connection) {
    PreparedCall known = DATABASES.get(connection);
    if (known == null) {
      known = parse(askForUrl(connection));
      DATABASES.put(connection, known);
    }
    return known;
  }

  /** Runs code of the driver's, which may execute statements of its own. */
  private static @Nullable String askForUrl(Connection connection) {
    CallDepth depth = CallDepth.enter().quieten();
    try {
      DatabaseMetaData data = connection.getMetaData();
      return data == null ? null : data.getURL();
    } catch (SQLException | RuntimeException | LinkageError ignored) {
      // Closed, or not supported: then the database stays unknown.
      return null;
    } finally {
      depth.exit(null);
    }
  }

  /** A pool connects to one URL again and again. */
  private static PreparedCall parse(@Nullable String url) {
    if (url == null) {
      return UNKNOWN;
    }
    Parsed parsed = last;
    if (!parsed.url.equals(url)) {
      parsed = new Parsed(url, PreparedCall.of(JdbcUrl.parse(url), null));
      last = parsed;
    }
    return parsed.database;
  }

  private static final class Parsed {
    final String url;
    final PreparedCall database;

    Parsed(String url, PreparedCall database) {
      this.url = url;
      this.database = database;
    }
  }
}
