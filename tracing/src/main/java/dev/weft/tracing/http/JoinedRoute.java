package dev.weft.tracing.http;

import org.jspecify.annotations.Nullable;

/**
 * A route that is put together from paths as an application has written them, with or without a
 * slash at either end.
 */
public final class JoinedRoute {
  private final StringBuilder route = new StringBuilder();

  /** Adds a path, with one slash before it and none behind; null and empty ones add nothing. */
  public JoinedRoute add(@Nullable String path) {
    if (path == null) {
      return this;
    }
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    if (end > 0) {
      if (path.charAt(0) != '/') {
        route.append('/');
      }
      route.append(path, 0, end);
    }
    return this;
  }

  /** The paths so far, as part of a longer route: empty without any. */
  public String part() {
    return route.toString();
  }

  /** The whole route: a slash without any path. */
  @Override
  public String toString() {
    return route.length() == 0 ? "/" : route.toString();
  }
}
