package dev.weft.instrumentation.vertxweb;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.RouteSource;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import io.vertx.ext.web.RoutingContext;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The routes of routers, Vert.x 4 and 5. */
public final class VertxWebModule implements InstrumentationModule {
  private static final String PACKAGE = "io.vertx.ext.web.impl.";

  @Override
  public String name() {
    return "vertx-web-4.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("vertx");
  }

  @Override
  public void define(ModuleDefinition module) {
    // What the application wrote: later a route only knows what has become of it.
    module.advise(
        named(PACKAGE + "RouteImpl"),
        method("setPath", "setRegex").parameters("java.lang.String"),
        SetTemplate.class);
    module.advise(named(PACKAGE + "RouteState"), method("handleContext"), Handle.class);
    TypeMatch mounted = named(PACKAGE + "RoutingContextWrapper");
    module.advise(mounted, constructor(), Mount.class);
    module.advise(
        named(PACKAGE + "RoutingContextImpl", PACKAGE + "RoutingContextWrapper"),
        method("next").parameters(new String[0]),
        Next.class);
    module.advise(
        named(PACKAGE + "RoutingContextImpl"),
        method("fail").parameters("int", "java.lang.Throwable"),
        Fail.class);
  }

  static final class SetTemplate {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object route, @Advice.Argument(0) String template) {
      Templates.add(route, template);
    }
  }

  /** A sub-router takes the request. */
  static final class Mount {
    @Advice.OnMethodExit(inline = false)
    static void exit(
        @Advice.This RoutingContext mounted, @Advice.Argument(2) RoutingContext outer) {
      Mounts.add(mounted, outer);
    }
  }

  /** A route takes the request, of failed ones none. */
  static final class Handle {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) RoutingContext request) {
      HttpRoute.replace(Context.current(), Mounts.template(request), RouteSource.CONTAINER);
    }
  }

  /** A handler passes the request on to the next route, if there is one. */
  static final class Next {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This RoutingContext request) {
      if (!request.failed()) {
        HttpRoute.replace(Context.current(), null, RouteSource.CONTAINER);
      }
    }
  }

  /** The library or a failure handler makes a response of it. */
  static final class Fail {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(1) @Nullable Throwable thrown) {
      if (thrown != null) {
        HttpServerOperation.handling(Context.current(), thrown);
      }
    }
  }
}
