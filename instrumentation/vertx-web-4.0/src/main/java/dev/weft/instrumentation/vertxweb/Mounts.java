package dev.weft.instrumentation.vertxweb;

import dev.weft.tracing.WeakMap;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Where sub-routers are mounted that serve requests. */
final class Mounts {
  /** Of mount points with parameters only: the library knows these by their values alone. */
  private static final WeakMap<RoutingContext, String> PREFIXES = new WeakMap<>();

  private Mounts() {}

  /** A sub-router is about to serve a request that the current route of another has taken. */
  static void add(RoutingContext mounted, RoutingContext outer) {
    String prefix = template(outer);
    if (prefix != null && prefix.indexOf(':') >= 0) {
      PREFIXES.put(mounted, prefix);
    }
  }

  /** The template of a request's current route, below the mount points it has passed. */
  static @Nullable String template(RoutingContext request) {
    Route route = request.currentRoute();
    String own = route == null ? null : Templates.of(route);
    String prefix = prefix(request);
    if (prefix.isEmpty()) {
      return own;
    }
    return own == null ? prefix + "/*" : prefix + own;
  }

  /** The mount point without a slash at its end; empty for the root. */
  private static String prefix(RoutingContext request) {
    String mount = request.mountPoint();
    if (mount == null) {
      return "";
    }
    String known = PREFIXES.get(request);
    String prefix = known == null ? mount : known;
    int end = prefix.length();
    while (end > 0 && (prefix.charAt(end - 1) == '*' || prefix.charAt(end - 1) == '/')) {
      end--;
    }
    return prefix.substring(0, end);
  }
}
