package dev.weft.tracing.http;

import org.jspecify.annotations.Nullable;

/**
 * A server span's name, <code>{method} {route}</code>. A service has few of them, so the last ones
 * are kept instead of being put together anew with every request.
 */
final class RoutedName {
  /** A power of two. */
  private static final int SLOTS = 256;

  /** Longer ones are not kept. */
  private static final int LONGEST = 256;

  /** Entries never change, so a thread sees a whole one or none; which one wins does not matter. */
  private static final @Nullable RoutedName[] LATEST = new RoutedName[SLOTS];

  private final String method;
  private final String route;
  private final String name;

  private RoutedName(String method, String route) {
    this.method = method;
    this.route = route;
    this.name = method + ' ' + route;
  }

  static String of(String method, String route) {
    if (route.length() > LONGEST) {
      return method + ' ' + route;
    }
    int slot = (31 * method.hashCode() + route.hashCode()) & (SLOTS - 1);
    RoutedName known = LATEST[slot];
    if (known == null || !known.route.equals(route) || !known.method.equals(method)) {
      known = new RoutedName(method, route);
      LATEST[slot] = known;
    }
    return known.name;
  }
}
