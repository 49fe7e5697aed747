package dev.weft.instrumentation.jdbc.url;

import org.jspecify.annotations.Nullable;

/** A URL of the usual form, {@code …//servers/database}, properties by whichever sign. */
final class ServerUrl {
  private final @Nullable HostPort server;
  private final @Nullable String database;

  private ServerUrl(@Nullable HostPort server, @Nullable String database) {
    this.server = server;
    this.database = database;
  }

  /** Null if the text has no {@code //} before its properties. */
  static @Nullable ServerUrl parse(String text) {
    int slashes = text.indexOf("//");
    if (slashes < 0 || slashes > UrlText.endOf(text, 0, "?;&#(@")) {
      return null;
    }
    int start = slashes + 2;
    int end = endOfAuthority(text, start);
    HostPort server = HostPort.parse(text.substring(start, end));
    boolean path = end < text.length() && text.charAt(end) == '/';
    return new ServerUrl(server, path ? database(text, end + 1) : null);
  }

  /** A password may hold a slash that should have been encoded: it ends at the last {@code @}. */
  private static int endOfAuthority(String text, int start) {
    int at = text.lastIndexOf('@', UrlText.endOf(text, start, "?;#") - 1);
    return UrlText.endOf(text, Math.max(start, at), "/?;#");
  }

  private static @Nullable String database(String text, int start) {
    // DB2 and Informix set their properties off by a colon; more of a path is for embedded ones.
    int end = UrlText.endOf(text, start, "?;&#:,");
    String name = text.substring(start, end);
    // Teradata has properties in the place of the name.
    return name.indexOf('=') >= 0 ? null : UrlText.nonEmpty(name);
  }

  @Nullable String host() {
    return server == null ? null : server.host();
  }

  int port() {
    return server == null ? -1 : server.port();
  }

  @Nullable String database() {
    return database;
  }
}
