package dev.weft.tracing.http;

import java.util.Iterator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What the client sent before proxies passed it on, as {@code Forwarded}, {@code X-Forwarded-*} and
 * {@code Host} tell, in this order (conventions, "Setting server.address and server.port" and notes
 * on {@code client.address} and {@code url.scheme}).
 */
final class OriginalRequest<Q> {
  private static final int LONGEST_SCHEME = 16;

  private final HttpServerGetter<Q, ?> getter;
  private final Q request;

  /** Until the header has been looked for. */
  private boolean mayBeForwarded = true;

  OriginalRequest(HttpServerGetter<Q, ?> getter, Q request) {
    this.getter = getter;
    this.request = request;
  }

  /** The client's address without its port. An identifier that hides it is none. */
  @Nullable String clientAddress() {
    String forwarded = forwarded("for");
    if (forwarded != null && !isObfuscated(forwarded)) {
      HostAndPort client = HostAndPort.parse(forwarded);
      if (client != null) {
        return client.host;
      }
    }
    String list = first("x-forwarded-for");
    HostAndPort client = list == null ? null : HostAndPort.parseFirst(list);
    if (client != null && !isObfuscated(client.host)) {
      return client.host;
    }
    return getter.peerAddress(request);
  }

  /** The server's host and, unless it is the scheme's own, port. */
  @Nullable HostAndPort server() {
    HostAndPort server = HostAndPort.parse(forwarded("host"));
    if (server == null) {
      server = HostAndPort.parseFirst(first("x-forwarded-host"));
    }
    return server == null ? HostHeader.parse(first("host")) : server;
  }

  @Nullable String scheme() {
    String scheme = schemeIn(forwarded("proto"));
    if (scheme == null) {
      scheme = schemeIn(first("x-forwarded-proto"));
    }
    return scheme == null ? schemeIn(getter.scheme(request)) : scheme;
  }

  private @Nullable String forwarded(String parameter) {
    Iterator<String> headers = mayBeForwarded ? getter.headers(request, "forwarded") : null;
    mayBeForwarded = headers != null && headers.hasNext();
    while (headers != null && headers.hasNext()) {
      String header = headers.next();
      String value = header == null ? null : ForwardedHeader.parameter(header, parameter);
      if (value != null) {
        return value;
      }
    }
    return null;
  }

  private @Nullable String first(String name) {
    Iterator<String> values = getter.headers(request, name);
    return values != null && values.hasNext() ? values.next() : null;
  }

  /** RFC 7239, section 6: {@code unknown}, or a name that begins with an underscore. */
  private static boolean isObfuscated(String node) {
    return node.startsWith("_") || node.equalsIgnoreCase("unknown");
  }

  /** The first scheme of a list, in lower case; null if it is none after RFC 3986. */
  private static @Nullable String schemeIn(@Nullable String list) {
    if (list == null || list.equals("http") || list.equals("https")) {
      return list;
    }
    int comma = list.indexOf(',');
    String scheme = (comma < 0 ? list : list.substring(0, comma)).trim().toLowerCase(Locale.ROOT);
    if (scheme.isEmpty() || scheme.length() > LONGEST_SCHEME) {
      return null;
    }
    for (int i = 0; i < scheme.length(); i++) {
      char c = scheme.charAt(i);
      boolean letter = c >= 'a' && c <= 'z';
      if (!letter && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'))) {
        return null;
      }
    }
    return scheme;
  }
}
