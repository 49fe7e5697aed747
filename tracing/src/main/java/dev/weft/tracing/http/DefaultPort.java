package dev.weft.tracing.http;

import org.jspecify.annotations.Nullable;

/** The port that a URL means if it names none (RFC 9110, section 4.2). */
final class DefaultPort {

  private DefaultPort() {}

  /** The port of a scheme in lower case, or -1. */
  static int of(@Nullable String scheme) {
    if ("http".equals(scheme)) {
      return 80;
    }
    return "https".equals(scheme) ? 443 : -1;
  }

  /** The port of a URL's scheme, or -1. */
  static int ofUrl(String url) {
    if (url.regionMatches(true, 0, "https:", 0, 6)) {
      return 443;
    }
    return url.regionMatches(true, 0, "http:", 0, 5) ? 80 : -1;
  }
}
