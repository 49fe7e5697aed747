package dev.weft.instrumentation.jdbc.url;

import dev.weft.tracing.db.DbInfo;
import dev.weft.tracing.db.SqlDialect;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns a JDBC URL into what is told of a database. */
public final class JdbcUrl {
  private static final int MAX_LENGTH = 4096;
  private static final String PREFIX = "jdbc:";

  /** Drivers that stand before another one's URL. */
  private static final String[] WRAPPERS = {
    "p6spy:",
    "log4jdbc:",
    "aws-wrapper:",
    "tc:",
    "otel:",
    "tracing:",
    "secretsmanager:",
    "jdbc-secretsmanager:"
  };

  private JdbcUrl() {}

  /**
   * The database that a URL names.
   *
   * @param url null or any garbage gives a database of which nothing is known
   */
  public static DbInfo parse(@Nullable String url) {
    if (url != null && url.length() <= MAX_LENGTH) {
      int start = afterWrappers(url);
      int colon = url.indexOf(':', start);
      if (colon > start) {
        return parse(
            url.substring(start, colon).toLowerCase(Locale.ROOT), url.substring(colon + 1));
      }
    }
    return other("other_sql", null);
  }

  private static int afterWrappers(String url) {
    int start = startsWith(url, 0, PREFIX) ? PREFIX.length() : 0;
    for (String wrapper : WRAPPERS) {
      if (startsWith(url, start, wrapper)) {
        start += wrapper.length();
      }
    }
    return start;
  }

  private static boolean startsWith(String url, int at, String prefix) {
    return url.regionMatches(/* ignoreCase= */ true, at, prefix, 0, prefix.length());
  }

  private static DbInfo parse(String driver, String rest) {
    switch (driver) {
      case "postgresql":
      case "pgsql":
      case "edb":
      case "yugabytedb":
      case "opengauss":
        return postgresql("postgresql", rest);
      case "cockroachdb":
        return postgresql("cockroachdb", rest);
      case "redshift":
        return postgresql("aws.redshift", rest);
      case "netezza":
        return server("ibm.netezza", SqlDialect.POSTGRESQL, rest);
      case "mysql":
        return server("mysql", SqlDialect.MYSQL, rest);
      case "mariadb":
        return server("mariadb", SqlDialect.MYSQL, rest);
      case "oracle":
        return OracleUrl.parse(rest);
      case "sqlserver":
      case "microsoft":
        return SqlServerUrl.parse(rest);
      case "jtds":
        return SqlServerUrl.parseJtds(rest);
      case "h2":
        return EmbeddedUrl.parse("h2database", rest);
      case "hsqldb":
        return EmbeddedUrl.parse("hsqldb", rest);
      case "derby":
        return EmbeddedUrl.parse("derby", rest);
      case "sqlite":
        return EmbeddedUrl.parse("sqlite", rest);
      case "duckdb":
        return EmbeddedUrl.parse("duckdb", rest);
      case "db2":
      case "as400":
        return other("ibm.db2", rest);
      case "informix-sqli":
        return other("ibm.informix", rest);
      case "clickhouse":
      case "ch":
        return other("clickhouse", rest);
      case "sap":
        return other("sap.hana", rest);
      case "sapdb":
        return other("sap.maxdb", rest);
      case "hive2":
        return other("hive", rest);
      case "firebird":
      case "firebirdsql":
        return other("firebirdsql", rest);
      case "cloudspanner":
        return other("gcp.spanner", rest);
      case "iris":
      case "cache":
        return other("intersystems.cache", rest);
      case "ingres":
        return other("actian.ingres", rest);
      case "cassandra":
      case "mongodb":
      case "neo4j":
      case "snowflake":
      case "teradata":
      case "trino":
      case "vertica":
        return other(driver, rest);
      default:
        return other("other_sql", rest);
    }
  }

  private static DbInfo postgresql(String system, String rest) {
    ServerUrl url = ServerUrl.parse(rest);
    String database = url == null ? UrlText.head(rest) : url.database();
    String schema = UrlText.property(rest, "currentSchema");
    // A search path begins with the schema in use.
    int comma = schema == null ? -1 : schema.indexOf(',');
    String first = schema == null || comma < 0 ? schema : schema.substring(0, comma);
    String namespace = database == null || first == null ? database : database + '|' + first;
    return info(system, SqlDialect.POSTGRESQL, namespace, url);
  }

  private static DbInfo server(String system, SqlDialect dialect, String rest) {
    ServerUrl url = ServerUrl.parse(rest);
    return info(system, dialect, url == null ? null : url.database(), url);
  }

  private static DbInfo other(String system, @Nullable String rest) {
    ServerUrl url = rest == null ? null : ServerUrl.parse(rest);
    String database = url == null ? null : url.database();
    if (database == null && rest != null) {
      database = UrlText.property(rest, "databaseName", "database", "db");
    }
    return info(system, SqlDialect.ANSI, database, url);
  }

  static DbInfo info(
      String system, SqlDialect dialect, @Nullable String namespace, @Nullable ServerUrl url) {
    return url == null
        ? new DbInfo(system, dialect, namespace, null, -1)
        : new DbInfo(system, dialect, namespace, url.host(), url.port());
  }
}
