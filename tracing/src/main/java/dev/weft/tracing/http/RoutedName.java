package dev.weft.tracing.http;

import dev.weft.tracing.LatestByText;

/**
 * A server span's name, <code>{method} {route}</code>. A service has few of them, so the last ones
 * are kept instead of being put together anew with every request.
 */
final class RoutedName extends LatestByText<String, String> {
  private static final RoutedName LATEST = new RoutedName();

  private RoutedName() {
    super(256, 256);
  }

  static String of(String method, String route) {
    return LATEST.get(route, method);
  }

  @Override
  protected String make(String route, String method) {
    return method + ' ' + route;
  }
}
