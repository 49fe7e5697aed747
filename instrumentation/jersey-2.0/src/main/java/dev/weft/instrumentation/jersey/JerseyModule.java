package dev.weft.instrumentation.jersey;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.RouteSource;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.glassfish.jersey.server.ExtendedUriInfo;

/** The paths by which Jersey chooses a resource's method, as routes. */
public final class JerseyModule implements InstrumentationModule {

  @Override
  public String name() {
    return "jersey-2.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.unmodifiableList(Arrays.asList("jersey", "jaxrs"));
  }

  @Override
  public void define(ModuleDefinition module) {
    // Matching is over: the application's filters and its method come next, on whatever thread.
    module.advise(
        named("org.glassfish.jersey.server.internal.routing.UriRoutingContext"),
        method("setMatchedResourceMethod"),
        Matched.class);
  }

  static final class Matched {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This ExtendedUriInfo uri) {
      if (Span.current().isRecording()) {
        HttpRoute.update(Context.current(), JerseyRoute.of(uri), RouteSource.CONTROLLER);
      }
    }
  }
}
