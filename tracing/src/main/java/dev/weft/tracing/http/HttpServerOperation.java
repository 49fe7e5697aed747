package dev.weft.tracing.http;

import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** A request that is being served. */
public final class HttpServerOperation<Q, R> extends Operation {
  private static final ContextKey<HttpServerOperation<?, ?>> KEY =
      ContextKey.named("weft-http-server");

  private final HttpServerGetter<Q, R> getter;
  private final Q request;
  private @Nullable String route;
  private @Nullable RouteSource routeSource;

  HttpServerOperation(Tracing tracing, Span span, HttpServerGetter<Q, R> getter, Q request) {
    super(tracing, span);
    this.getter = getter;
    this.request = request;
  }

  static @Nullable HttpServerOperation<?, ?> fromContext(Context context) {
    return context.get(KEY);
  }

  void begin(Context parent, Context previous) {
    attach(parent.with(span()).with(KEY, this), previous);
  }

  synchronized void updateRoute(String newRoute, RouteSource source) {
    if (!isEnded() && (routeSource == null || source.compareTo(routeSource) > 0)) {
      route = newRoute;
      routeSource = source;
      span().updateName(getter.method(request) + " " + newRoute);
    }
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param response null if none was made
   * @param thrown what left the server's code, or null
   */
  public void end(@Nullable R response, @Nullable Throwable thrown) {
    if (claimEnd()) {
      span().end();
    }
    detach();
  }
}
