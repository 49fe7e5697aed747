package dev.weft.exporter.otlp;

import java.util.Locale;

/**
 * The address that spans are sent to, taken apart by hand: {@code java.net.URL} would consult the
 * application's stream handlers, and {@code java.net.URI} knows no host with an underscore, as
 * container networks have them.
 */
final class Endpoint {

  final boolean secure;
  final String host;
  final int port;

  /** Path and query, as sent. */
  final String target;

  private Endpoint(boolean secure, String host, int port, String target) {
    this.secure = secure;
    this.host = host;
    this.port = port;
    this.target = target;
  }

  static Endpoint parse(String url) {
    String text = url.trim();
    int separator = text.indexOf("://");
    String scheme = separator < 0 ? "" : text.substring(0, separator).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw invalid(url, "it must begin with http:// or https://");
    }
    int start = separator + 3;
    int end = authorityEnd(text, start);
    String authority =
        text.substring(
            text.lastIndexOf('@', end - 1) >= start ? text.lastIndexOf('@', end - 1) + 1 : start,
            end);
    boolean secure = scheme.equals("https");

    int colon = authority.lastIndexOf(':');
    boolean hasPort = colon > authority.lastIndexOf(']');
    String host = hasPort ? authority.substring(0, colon) : authority;
    int port = secure ? 443 : 80;
    if (hasPort && colon < authority.length() - 1) {
      port = port(url, authority.substring(colon + 1));
    }
    checkHost(url, host);
    return new Endpoint(secure, host, port, target(url, text.substring(end)));
  }

  /** The host as sockets want it: an IPv6 address without its brackets. */
  String address() {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /** Host and port, as in the Host header. */
  String authority() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /** The address without a query, which may hold a key: fit for a log line. */
  @Override
  public String toString() {
    int query = target.indexOf('?');
    return (secure ? "https://" : "http://")
        + authority()
        + (query < 0 ? target : target.substring(0, query));
  }

  private static int authorityEnd(String text, int start) {
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '/' || c == '?' || c == '#') {
        return i;
      }
    }
    return text.length();
  }

  private static int port(String url, String digits) {
    try {
      int port = Integer.parseInt(digits);
      if (port > 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // Reported below, with numbers out of range.
    }
    throw invalid(url, "its port is not a number from 1 to 65535");
  }

  private static void checkHost(String url, String host) {
    boolean bracketed = host.startsWith("[");
    if (host.isEmpty() || bracketed != host.endsWith("]") || !bracketed && host.indexOf(':') >= 0) {
      throw invalid(url, "it names no host");
    }
    for (int i = 0; i < host.length(); i++) {
      if (host.charAt(i) <= ' ' || host.charAt(i) >= 0x7f) {
        throw invalid(url, "its host holds a character that no host name may hold");
      }
    }
  }

  private static String target(String url, String rest) {
    int fragment = rest.indexOf('#');
    String target = fragment < 0 ? rest : rest.substring(0, fragment);
    for (int i = 0; i < target.length(); i++) {
      if (target.charAt(i) <= ' ' || target.charAt(i) >= 0x7f) {
        throw invalid(url, "its path holds a character that must be percent-encoded");
      }
    }
    return target.startsWith("/") ? target : "/" + target;
  }

  private static IllegalArgumentException invalid(String url, String why) {
    // User information may be a password, and stands between "//" and "@".
    int at = url.lastIndexOf('@');
    String shown = at < 0 ? url : "..." + url.substring(at);
    return new IllegalArgumentException(
        "not an OTLP endpoint: " + HeaderRules.printable(shown) + " (" + why + ")");
  }
}
