package dev.weft.sampler.rescue;

import org.jspecify.annotations.Nullable;

/** What rules ask of a local root: the request that it serves, if it serves one. */
final class RootRequest {
  private final String name;
  private final @Nullable String method;
  private final @Nullable String path;
  private final @Nullable String route;

  RootRequest(String name, @Nullable String method, @Nullable String path, @Nullable String route) {
    this.name = name;
    this.method = method;
    this.path = path;
    this.route = route;
  }

  @Nullable String method() {
    return method;
  }

  /** As it came, without the query. */
  @Nullable String path() {
    return path;
  }

  /** The pattern that the path was matched by, as far as it is known. */
  @Nullable String route() {
    return route;
  }

  /** For a log line: method and path, or the span's name where there is no path. */
  @Override
  public String toString() {
    return path == null ? name : method + " " + path;
  }
}
