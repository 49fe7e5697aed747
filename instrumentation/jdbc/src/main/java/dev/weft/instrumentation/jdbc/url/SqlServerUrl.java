package dev.weft.instrumentation.jdbc.url;

import dev.weft.tracing.db.DbInfo;
import dev.weft.tracing.db.SqlDialect;
import org.jspecify.annotations.Nullable;

/** SQL Server's URLs, {@code //host\instance:port;databaseName=…}, and those of the jTDS driver. */
final class SqlServerUrl {

  private SqlServerUrl() {}

  static DbInfo parse(String rest) {
    ServerUrl url = ServerUrl.parse(rest);
    String host = url == null ? null : url.host();
    if (host == null) {
      host = UrlText.property(rest, "serverName", "server");
    }
    String instance = null;
    int backslash = host == null ? -1 : host.indexOf('\\');
    if (host != null && backslash >= 0) {
      instance = UrlText.nonEmpty(host.substring(backslash + 1));
      host = UrlText.nonEmpty(host.substring(0, backslash));
    }
    if (instance == null) {
      instance = UrlText.property(rest, "instanceName", "instance");
    }
    return info(
        host, port(url, rest), instance, UrlText.property(rest, "databaseName", "database"));
  }

  /** {@code sqlserver://host:port/database;instance=…}; jTDS speaks to Sybase, too. */
  static DbInfo parseJtds(String rest) {
    ServerUrl url = ServerUrl.parse(rest);
    if (url == null || !rest.regionMatches(/* ignoreCase= */ true, 0, "sqlserver:", 0, 10)) {
      return JdbcUrl.info("other_sql", SqlDialect.ANSI, url == null ? null : url.database(), url);
    }
    return info(url.host(), url.port(), UrlText.property(rest, "instance"), url.database());
  }

  private static int port(@Nullable ServerUrl url, String rest) {
    String property = UrlText.property(rest, "portNumber", "port");
    int port = url == null ? -1 : url.port();
    return port < 0 && property != null ? HostPort.port(property) : port;
  }

  /** The conventions for SQL Server want {@code instance|database}. */
  private static DbInfo info(
      @Nullable String host, int port, @Nullable String instance, @Nullable String database) {
    String namespace =
        instance == null ? database : database == null ? instance : instance + '|' + database;
    return new DbInfo("microsoft.sql_server", SqlDialect.SQL_SERVER, namespace, host, port);
  }
}
