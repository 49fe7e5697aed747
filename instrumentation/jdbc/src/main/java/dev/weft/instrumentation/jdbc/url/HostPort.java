package dev.weft.instrumentation.jdbc.url;

import org.jspecify.annotations.Nullable;

/** A server's address: a host, and a port or -1. */
final class HostPort {
  private static final int MAX_PORT = 65535;

  private final String host;
  private final int port;

  HostPort(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /**
   * The first of the servers in {@code user:password@host:port,host:port}; null if none is named.
   */
  static @Nullable HostPort parse(String authority) {
    String servers = authority.substring(authority.lastIndexOf('@') + 1);
    if (servers.startsWith("(") || servers.startsWith("address")) {
      return described(servers);
    }
    return single(servers.substring(0, UrlText.endOf(servers, 0, ",")));
  }

  /** {@code host}, {@code host:port}, {@code [::1]:port}. */
  static @Nullable HostPort single(String server) {
    String trimmed = server.trim();
    if (trimmed.startsWith("[")) {
      int end = trimmed.indexOf(']');
      return end < 0 ? null : of(trimmed.substring(1, end), portAfter(trimmed, end + 1));
    }
    int colon = trimmed.indexOf(':');
    if (colon < 0) {
      return of(trimmed, -1);
    }
    // An address of version 6 without brackets has more than one colon, and no port.
    if (trimmed.indexOf(':', colon + 1) >= 0) {
      return of(trimmed, -1);
    }
    int port = portAfter(trimmed, colon);
    // What is no port may be a password, and what stands before it a user.
    return port < 0 && colon + 1 < trimmed.length() ? null : of(trimmed.substring(0, colon), port);
  }

  /** {@code (host=h,port=1)}, {@code address=(host=h)(port=1)}: what MySQL's drivers take. */
  private static @Nullable HostPort described(String servers) {
    String host = value(servers, "host");
    String port = value(servers, "port");
    return host == null ? null : of(host, port == null ? -1 : port(port));
  }

  /** The value after {@code key=} in parentheses, up to a comma or parenthesis. */
  static @Nullable String value(String text, String key) {
    for (int at = indexOf(text, key, 0); at >= 0; at = indexOf(text, key, at + 1)) {
      int equals = skipSpace(text, at + key.length());
      char before = at == 0 ? '(' : text.charAt(at - 1);
      boolean whole = before == '(' || before == ',' || before == ' ';
      if (whole && equals < text.length() && text.charAt(equals) == '=') {
        return UrlText.nonEmpty(text.substring(equals + 1, UrlText.endOf(text, equals, ",()")));
      }
    }
    return null;
  }

  private static int indexOf(String text, String key, int from) {
    for (int i = from; i <= text.length() - key.length(); i++) {
      if (text.regionMatches(/* ignoreCase= */ true, i, key, 0, key.length())) {
        return i;
      }
    }
    return -1;
  }

  private static int skipSpace(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
    return at;
  }

  private static int portAfter(String text, int colon) {
    return colon < text.length() && text.charAt(colon) == ':'
        ? port(text.substring(colon + 1))
        : -1;
  }

  /** The port, or -1 if it is none. */
  static int port(String digits) {
    int port = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      port = port * 10 + digit;
      if (port > MAX_PORT) {
        return -1;
      }
    }
    return port == 0 ? -1 : port;
  }

  static @Nullable HostPort of(String host, int port) {
    return isHost(host) ? new HostPort(host, port) : null;
  }

  /** Names, addresses and socket names; anything else is a URL misread, and kept to ourselves. */
  private static boolean isHost(String host) {
    for (int i = 0; i < host.length(); i++) {
      char c = host.charAt(i);
      boolean word =
          c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c > 127;
      if (!word && "-._:%\\".indexOf(c) < 0) {
        return false;
      }
    }
    return !host.isEmpty();
  }

  String host() {
    return host;
  }

  int port() {
    return port;
  }
}
