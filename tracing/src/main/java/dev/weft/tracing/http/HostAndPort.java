package dev.weft.tracing.http;

import org.jspecify.annotations.Nullable;

/**
 * A host or address with or without a port, as {@code Host}, {@code Forwarded} and {@code
 * X-Forwarded-*} have it: {@code example.com:8080}, {@code [2001:db8::1]:443}, {@code 10.0.0.1}.
 */
public final class HostAndPort {
  /** The longest name of the DNS. */
  private static final int LONGEST_HOST = 253;

  /** Without brackets. */
  public final String host;

  /** -1 if none was given or it is no port. */
  public final int port;

  private HostAndPort(String host, int port) {
    this.host = host;
    this.port = port;
  }

  /** Null if the text holds no host. */
  public static @Nullable HostAndPort parse(@Nullable String text) {
    return text == null ? null : parse(text, 0, text.length());
  }

  /** The first of a list separated by commas. Null if it holds no host. */
  static @Nullable HostAndPort parseFirst(@Nullable String list) {
    if (list == null) {
      return null;
    }
    int comma = list.indexOf(',');
    return parse(list, 0, comma < 0 ? list.length() : comma);
  }

  private static @Nullable HostAndPort parse(String text, int from, int to) {
    int start = from;
    int end = to;
    while (start < end && isIgnored(text.charAt(start))) {
      start++;
    }
    while (end > start && isIgnored(text.charAt(end - 1))) {
      end--;
    }
    int hostEnd;
    if (start < end && text.charAt(start) == '[') {
      start++;
      hostEnd = text.indexOf(']', start);
      if (hostEnd < 0 || hostEnd >= end) {
        return null;
      }
      return of(text, start, hostEnd, hostEnd + 1, end);
    }
    int colon = text.indexOf(':', start);
    boolean onlyColon = colon >= 0 && colon < end && text.lastIndexOf(':', end - 1) == colon;
    hostEnd = onlyColon ? colon : end;
    return of(text, start, hostEnd, hostEnd, end);
  }

  private static @Nullable HostAndPort of(
      String text, int hostStart, int hostEnd, int portStart, int end) {
    if (hostStart >= hostEnd || hostEnd - hostStart > LONGEST_HOST) {
      return null;
    }
    for (int i = hostStart; i < hostEnd; i++) {
      if (!isHostCharacter(text.charAt(i))) {
        return null;
      }
    }
    return new HostAndPort(text.substring(hostStart, hostEnd), port(text, portStart, end));
  }

  private static int port(String text, int from, int to) {
    if (to - from < 2 || to - from > 6 || text.charAt(from) != ':') {
      return -1;
    }
    int port = 0;
    for (int i = from + 1; i < to; i++) {
      char c = text.charAt(i);
      if (c < '0' || c > '9') {
        return -1;
      }
      port = 10 * port + (c - '0');
    }
    return port > 0 && port <= 65_535 ? port : -1;
  }

  /** White space, and the quotes that some proxies put where RFC 7239 does not want them. */
  private static boolean isIgnored(char c) {
    return c == ' ' || c == '\t' || c == '"';
  }

  /** Names, addresses of both kinds, zones, and what internationalised names may hold. */
  private static boolean isHostCharacter(char c) {
    return c >= 'a' && c <= 'z'
        || c >= '0' && c <= '9'
        || c >= 'A' && c <= 'Z'
        || c == '.'
        || c == '-'
        || c == '_'
        || c == ':'
        || c == '%'
        || c == '~'
        || c > 0x7F && Character.isLetterOrDigit(c);
  }
}
