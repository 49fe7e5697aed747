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
}
