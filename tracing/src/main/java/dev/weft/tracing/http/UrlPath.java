package dev.weft.tracing.http;

/** Finds the path of an absolute URL (RFC 3986, section 3). */
final class UrlPath {

  private UrlPath() {}

  /** The path, undecoded; {@code /} if it is empty. */
  static String of(String url) {
    int scheme = url.indexOf("://");
    int start = scheme < 0 ? 0 : scheme + "://".length();
    while (start < url.length() && !endsPath(url.charAt(start)) && url.charAt(start) != '/') {
      start++;
    }
    int end = start;
    while (end < url.length() && !endsPath(url.charAt(end))) {
      end++;
    }
    return start == end ? "/" : url.substring(start, end);
  }

  private static boolean endsPath(char c) {
    return c == '?' || c == '#';
  }
}
