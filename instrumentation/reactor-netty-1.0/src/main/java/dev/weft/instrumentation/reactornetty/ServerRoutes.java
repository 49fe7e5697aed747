package dev.weft.instrumentation.reactornetty;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.RouteSource;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The templates of the server's routes, by the conditions that keep them to themselves. */
final class ServerRoutes {
  private static final WeakMap<Object, String> TEMPLATES = new WeakMap<>();

  private ServerRoutes() {}

  /** A route is set up. */
  static void add(Object condition, @Nullable String template) {
    if (template != null) {
      TEMPLATES.put(condition, template);
    }
  }

  /** The condition holds for the request whose context is current: its handler will be called. */
  static void matched(Object condition) {
    HttpRoute.update(Context.current(), TEMPLATES.get(condition), RouteSource.CONTAINER);
  }
}
