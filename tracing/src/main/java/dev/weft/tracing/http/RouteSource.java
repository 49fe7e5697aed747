package dev.weft.tracing.http;

/** Who knows a route. A later constant knows it better than an earlier one. */
public enum RouteSource {
  /** The mapping of a container: a servlet's or a filter's pattern, a context path. */
  CONTAINER,
  /** The pattern of a controller, resource or handler method. */
  CONTROLLER
}
