package dev.weft.instrumentation.jdbc.url;

import dev.weft.tracing.db.DbInfo;
import dev.weft.tracing.db.SqlDialect;
import org.jspecify.annotations.Nullable;

/**
 * Oracle's URLs: {@code thin:@host:port:sid}, {@code thin:@//host:port/service}, {@code
 * thin:@tcps://…}, a connect descriptor {@code thin:@(DESCRIPTION=…)}, or a name that is resolved
 * elsewhere.
 */
final class OracleUrl {

  private OracleUrl() {}

  /**
   * @param rest {@code thin:…} or {@code oci:…}
   */
  static DbInfo parse(String rest) {
    // User and password stand before the sign. A descriptor may hold more of them.
    int descriptor = rest.indexOf('(');
    int at = rest.lastIndexOf('@', descriptor < 0 ? rest.length() : descriptor);
    if (at < 0) {
      return info(null, null);
    }
    String target = rest.substring(at + 1);
    return target.startsWith("(") ? descriptor(target) : address(target);
  }

  private static DbInfo descriptor(String text) {
    String host = HostPort.value(text, "host");
    String port = HostPort.value(text, "port");
    String service = HostPort.value(text, "service_name");
    HostPort server =
        host == null ? null : HostPort.of(host, port == null ? -1 : HostPort.port(port));
    return info(server, service != null ? service : HostPort.value(text, "sid"));
  }

  private static DbInfo address(String target) {
    int slashes = target.indexOf("//");
    boolean resolved = target.regionMatches(/* ignoreCase= */ true, 0, "ldap", 0, 4);
    String text = target.substring(slashes < 0 ? 0 : slashes + 2);
    int end = UrlText.endOf(text, 0, "?;");
    String plain = text.substring(0, end);
    int slash = plain.indexOf('/');
    if (resolved) {
      return info(null, slash < 0 ? null : name(plain, slash + 1));
    }
    if (slash >= 0) {
      return info(HostPort.parse(plain.substring(0, slash)), name(plain, slash + 1));
    }
    int first = plain.indexOf(':');
    int second = first < 0 ? -1 : plain.indexOf(':', first + 1);
    if (second >= 0) {
      return info(HostPort.single(plain.substring(0, second)), name(plain, second + 1));
    }
    // A host with a port, or an alias of tnsnames.ora.
    return first >= 0 ? info(HostPort.single(plain), null) : info(null, name(plain, 0));
  }

  /** A service's name, without its server mode ({@code :dedicated}) and instance. */
  private static @Nullable String name(String text, int start) {
    return UrlText.nonEmpty(text.substring(start, UrlText.endOf(text, start, ":/,@")));
  }

  private static DbInfo info(@Nullable HostPort server, @Nullable String service) {
    return new DbInfo(
        "oracle.db",
        SqlDialect.ORACLE,
        service,
        server == null ? null : server.host(),
        server == null ? -1 : server.port());
  }
}
