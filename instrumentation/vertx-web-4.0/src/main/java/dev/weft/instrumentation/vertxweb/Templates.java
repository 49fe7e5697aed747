package dev.weft.instrumentation.vertxweb;

import dev.weft.tracing.WeakMap;
import io.vertx.ext.web.Route;
import org.jspecify.annotations.Nullable;

/** The paths and regular expressions of routes, as the application wrote them. */
final class Templates {
  private static final WeakMap<Object, String> TEMPLATES = new WeakMap<>();

  private Templates() {}

  static void add(Object route, String template) {
    TEMPLATES.put(route, template);
  }

  /** Null for a route that was made without. */
  static @Nullable String of(Route route) {
    return TEMPLATES.get(route);
  }
}
