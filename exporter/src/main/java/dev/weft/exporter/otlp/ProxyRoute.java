package dev.weft.exporter.otlp;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP proxy that the standard system properties name: {@code http.proxyHost}, {@code
 * https.proxyHost}, their ports, {@code http.nonProxyHosts}; and who asks it, in the properties
 * that HTTP clients have agreed on beyond those: {@code http.proxyUser} and {@code
 * http.proxyPassword}, the same with {@code https}, for the scheme Basic. Read directly, because
 * the default {@code ProxySelector} is the application's to replace.
 */
final class ProxyRoute {

  private static final String DEFAULT_EXCEPTIONS = "localhost|127.*|[::1]|0.0.0.0|[::0]";

  final String host;
  final int port;
  private final @Nullable String authorization;

  private ProxyRoute(String host, int port, @Nullable String authorization) {
    this.host = host;
    this.port = port;
    this.authorization = authorization;
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
        host,
        Integer.getInteger(scheme + ".proxyPort", endpoint.secure ? 443 : 80),
        authorization(scheme));
  }

  private static @Nullable String authorization(String scheme) {
    String user = System.getProperty(scheme + ".proxyUser");
    if (user == null || user.isEmpty()) {
      return null;
    }
    String credentials = user + ":" + System.getProperty(scheme + ".proxyPassword", "");
    return "Basic "
        + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
  }

  /** The header that says who asks, with its line's end; empty if nobody is named. */
  String authorizationHeader() {
    return authorization == null ? "" : "Proxy-Authorization: " + authorization + "\r\n";
  }

  /** What asks for a tunnel to the endpoint (CONNECT, RFC 9110, section 9.3.6). */
  String tunnelRequest(Endpoint endpoint) {
    String target = endpoint.host + ":" + endpoint.port;
    return "CONNECT "
        + target
        + " HTTP/1.1\r\nHost: "
        + target
        + "\r\n"
        + authorizationHeader()
        + "\r\n";
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
