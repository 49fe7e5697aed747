package dev.weft.instrumentation.resteasy;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.WeakMap;
import dev.weft.tracing.http.JoinedRoute;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/** Makes a route of the methods through which a request goes. */
final class ResteasyRoute {
  /** What the application wrote, by the invoker of a method. */
  private static final WeakMap<Object, String> PATHS = new WeakMap<>();

  /** The paths of the locators that a thread is inside of. */
  private static final ContextKey<String> LOCATED = ContextKey.named("weft-resteasy");

  private ResteasyRoute() {}

  static void add(Object invoker, Object method) {
    PATHS.put(invoker, ResteasyApi.fullPath(method));
  }

  /** Puts the locator's path before those of what is called until the context is left. */
  static @Nullable Context enter(Object locator) {
    Context before = Context.current();
    JoinedRoute located = new JoinedRoute().add(before.get(LOCATED)).add(PATHS.get(locator));
    return EnteredContext.enter(before.with(LOCATED, located.part()));
  }

  /** The application's own path, then those of locators and the method. */
  static String of(HttpRequest request, Object invoker) {
    return new JoinedRoute()
        .add(ResteasyApi.basePath(request))
        .add(Context.current().get(LOCATED))
        .add(PATHS.get(invoker))
        .toString();
  }
}
