package dev.weft.instrumentation.reactornetty;

import org.jspecify.annotations.Nullable;

/**
 * What a request asks of which server. Before there is a connection only a class of the library
 * knows it that tells nobody, other than by its text {@code {uri=http://host:80/path, method=GET}}.
 */
final class RequestTarget {
  private static final String BEFORE_URL = "{uri=";
  private static final String BEFORE_METHOD = ", method=";

  final @Nullable String url;
  final @Nullable String method;

  private RequestTarget(@Nullable String url, @Nullable String method) {
    this.url = url;
    this.method = method;
  }

  /** Reads the text; nothing is known if it is another one. */
  static RequestTarget parse(String text) {
    int urlEnd = text.lastIndexOf(BEFORE_METHOD);
    if (!text.startsWith(BEFORE_URL) || urlEnd < 0 || !text.endsWith("}")) {
      return new RequestTarget(null, null);
    }
    return new RequestTarget(
        text.substring(BEFORE_URL.length(), urlEnd),
        text.substring(urlEnd + BEFORE_METHOD.length(), text.length() - 1));
  }

  /** The host, with brackets if it is an address of IPv6. Null for a socket of the file system. */
  @Nullable String host() {
    int start = hostStart();
    return url == null || start < 0 ? null : url.substring(start, hostEnd(url, start));
  }

  /** The port, or -1 if the URL does not name one. */
  int port() {
    int start = hostStart();
    if (url == null || start < 0) {
      return -1;
    }
    int port = 0;
    int i = hostEnd(url, start) + 1;
    for (;
        i < url.length() && url.charAt(i) >= '0' && url.charAt(i) <= '9' && port <= 65_535;
        i++) {
      port = 10 * port + (url.charAt(i) - '0');
    }
    return port == 0 ? -1 : port;
  }

  private int hostStart() {
    int scheme = url == null ? -1 : url.indexOf("://");
    return scheme < 0 ? -1 : scheme + "://".length();
  }

  private static int hostEnd(String url, int start) {
    int i = start;
    if (i < url.length() && url.charAt(i) == '[') {
      int bracket = url.indexOf(']', i);
      i = bracket < 0 ? i : bracket;
    }
    while (i < url.length() && ":/?#".indexOf(url.charAt(i)) < 0) {
      i++;
    }
    return i;
  }
}
