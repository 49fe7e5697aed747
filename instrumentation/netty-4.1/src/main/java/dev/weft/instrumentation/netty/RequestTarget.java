package dev.weft.instrumentation.netty;

import org.jspecify.annotations.Nullable;

/** The parts of a request's target in one of its four forms (RFC 9112, section 3.2). */
final class RequestTarget {

  private RequestTarget() {}

  /** The path; a target that has none, {@code *} or {@code host:443}, as it is. */
  static String path(String target) {
    int start = startOfPath(target);
    int end = target.indexOf('?', start);
    if (start == 0 && end < 0) {
      return target;
    }
    String path = target.substring(start, end < 0 ? target.length() : end);
    return path.isEmpty() ? "/" : path;
  }

  static @Nullable String query(String target) {
    int mark = target.indexOf('?');
    return mark < 0 ? null : target.substring(mark + 1);
  }

  /** Whether it is a URL, as proxies are sent. */
  static boolean isAbsolute(String target) {
    return !target.startsWith("/") && target.contains("://");
  }

  /** Host and port of an absolute target. */
  static String authority(String target) {
    return target.substring(target.indexOf("://") + "://".length(), startOfPath(target));
  }

  /** Behind the authority where there is one, else 0. */
  private static int startOfPath(String target) {
    if (!isAbsolute(target)) {
      return 0;
    }
    for (int i = target.indexOf("://") + "://".length(); i < target.length(); i++) {
      char c = target.charAt(i);
      if (c == '/' || c == '?') {
        return i;
      }
    }
    return target.length();
  }
}
