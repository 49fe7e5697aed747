package dev.weft.instrumentation.springwebflux;

import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.RouteSource;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.springframework.web.server.ServerWebExchange;

/** The pattern that an exchange has matched, as the route of the current request. */
final class WebFluxRoute {
  /** A mapping of all paths tells nothing of a path. */
  private static final String EVERYTHING = "/**";

  private WebFluxRoute() {}

  /**
   * Names the route of the current request.
   *
   * @param matched the pattern without the base path of the application; null where none was needed
   */
  static void update(ServerWebExchange exchange, @Nullable Object matched) {
    if (matched == null || !Span.current().isRecording()) {
      return;
    }
    String pattern = matched.toString();
    if (!pattern.equals(EVERYTHING)) {
      String base = exchange.getRequest().getPath().contextPath().value();
      HttpRoute.update(
          Context.current(), base.isEmpty() ? pattern : base + pattern, RouteSource.CONTROLLER);
    }
  }
}
