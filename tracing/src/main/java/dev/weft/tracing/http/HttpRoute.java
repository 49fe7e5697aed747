package dev.weft.tracing.http;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** The route of the HTTP request that is being served. */
public final class HttpRoute {

  private HttpRoute() {}

  /**
   * Names the route of the server operation in the context, if there is one that has not ended.
   *
   * <p>The first route of a source stays: an error page or a forward that is matched later does not
   * replace what the client asked for. A route of a better source replaces it.
   *
   * @param context usually the current one
   * @param route a pattern with placeholders, {@code /users/{id}}; never a raw path. Null and empty
   *     are ignored
   */
  public static void update(Context context, @Nullable String route, RouteSource source) {
    HttpServerOperation<?, ?> operation = HttpServerOperation.fromContext(context);
    if (operation != null && route != null && !route.isEmpty()) {
      operation.updateRoute(route, source);
    }
  }

  /**
   * Names the route like {@link #update}, for a source that asks one route after the other: its
   * last one counts.
   *
   * @param route null takes back what this source, or a worse one, has named: its route has passed
   *     the request on
   */
  public static void replace(Context context, @Nullable String route, RouteSource source) {
    HttpServerOperation<?, ?> operation = HttpServerOperation.fromContext(context);
    if (operation != null) {
      operation.replaceRoute(route, source);
    }
  }
}
