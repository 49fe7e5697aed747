package dev.weft.exporter.otlp;

import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy that the standard system properties name: {@code http.proxyHost}, {@code
 * https.proxyHost}, their ports, {@code http.nonProxyHosts}. Read directly, because the default
 * {@code ProxySelector} is the application's to replace.
 */
final class ProxyRoute {

  private static final String DEFAULT_EXCEPTIONS = "localhost|127.*|[::1]|0.0.0.0|[::0]";

  final String host;
  final int port;

  private ProxyRoute(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Returns the proxy on the way to the endpoint, or null if there is none. */
  static @Nullable ProxyRoute to(Endpoint endpoint) {
    String scheme = endpoint.secure ? "https" : "http";
    String host = System.getProperty(scheme + ".proxyHost");
    if (host == null || host.isEmpty()) {
      return null;
    }
    String exceptions = System.getProperty("http.nonProxyHosts", DEFAULT_EXCEPTIONS);
    if (isException(endpoint.host, exceptions)) {
      return null;
    }
    return new ProxyRoute(
        host, Integer.getInteger(scheme + ".proxyPort", endpoint.secure ? 443 : 80));
  }

  /** Patterns are separated by bars and may begin or end with an asterisk. */
  private static boolean isException(String host, String patterns) {
    int start = 0;
    while (start <= patterns.length()) {
      int bar = patterns.indexOf('|', start);
      int end = bar < 0 ? patterns.length() : bar;
      if (matches(host, patterns.substring(start, end).trim())) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  private static boolean matches(String host, String pattern) {
    if (pattern.isEmpty()) {
      return false;
    }
    boolean open = pattern.startsWith("*");
    boolean ended = pattern.length() > 1 && pattern.endsWith("*");
    String literal = pattern.substring(open ? 1 : 0, pattern.length() - (ended ? 1 : 0));
    int length = literal.length();
    if (open && ended) {
      for (int i = 0; i + length <= host.length(); i++) {
        if (host.regionMatches(true, i, literal, 0, length)) {
          return true;
        }
      }
      return false;
    }
    if (open) {
      return host.regionMatches(true, host.length() - length, literal, 0, length);
    }
    return (ended || host.length() == length) && host.regionMatches(true, 0, literal, 0, length);
  }
}
