package dev.weft.instrumentation.netty;

import org.jspecify.annotations.Nullable;

/** Host and port of a {@code Host} header or a URL (RFC 3986, section 3.2). */
final class Authority {

  private Authority() {}

  /** The host, in brackets if it is an IPv6 address; null if there is none. */
  static @Nullable String host(String authority) {
    int start = authority.lastIndexOf('@') + 1;
    int colon = colon(authority);
    String host = authority.substring(start, colon < 0 ? authority.length() : colon);
    return host.isEmpty() ? null : host;
  }

  /** The port, or -1. */
  static int port(String authority) {
    int colon = colon(authority);
    int length = colon < 0 ? 0 : authority.length() - colon - 1;
    if (length < 1 || length > 5) {
      return -1;
    }
    int port = 0;
    for (int i = colon + 1; i < authority.length(); i++) {
      int digit = authority.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      port = port * 10 + digit;
    }
    return port;
  }

  /** Where the port begins; -1 if there is none. */
  private static int colon(String authority) {
    int colon = authority.lastIndexOf(':');
    return colon > Math.max(authority.lastIndexOf(']'), authority.lastIndexOf('@')) ? colon : -1;
  }
}
