package dev.weft.instrumentation.resteasy;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.RouteSource;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jboss.resteasy.spi.HttpRequest;
import org.jspecify.annotations.Nullable;

/** The paths by which RESTEasy chooses a resource's method, as routes. */
public final class ResteasyModule implements InstrumentationModule {
  private static final String[] ON_TARGET = {
    "org.jboss.resteasy.spi.HttpRequest", "org.jboss.resteasy.spi.HttpResponse", "java.lang.Object"
  };

  @Override
  public String name() {
    return "resteasy-3.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.unmodifiableList(Arrays.asList("resteasy", "jaxrs"));
  }

  @Override
  public void define(ModuleDefinition module) {
    TypeMatch invoker = named("org.jboss.resteasy.core.ResourceMethodInvoker");
    TypeMatch locator = named("org.jboss.resteasy.core.ResourceLocatorInvoker");
    module.advise(invoker, constructor(), InvokerOf.class);
    module.advise(locator, constructor(), LocatorOf.class);
    module.advise(locator, method("invokeOnTargetObject").parameters(ON_TARGET), Locate.class);
    module.advise(invoker, method("invoke").parameters(ON_TARGET), Invoke.class);
  }

  /** The application starts: an invoker is made for a resource's method. */
  static final class InvokerOf {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object invoker, @Advice.Argument(0) Object method) {
      ResteasyRoute.add(invoker, method);
    }
  }

  /** The same for a method that locates a resource below. */
  static final class LocatorOf {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object locator, @Advice.Argument(3) Object method) {
      ResteasyRoute.add(locator, method);
    }
  }

  /** A resource has been located; one of its methods is chosen and called inside of this. */
  static final class Locate {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This Object locator) {
      return Span.current().isRecording() ? ResteasyRoute.enter(locator) : null;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context before) {
      EnteredContext.leave(before);
    }
  }

  /** Matching is over: the application's filters and its method come next. */
  static final class Invoke {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object invoker, @Advice.Argument(0) HttpRequest request) {
      if (Span.current().isRecording()) {
        HttpRoute.update(
            Context.current(), ResteasyRoute.of(request, invoker), RouteSource.CONTROLLER);
      }
    }
  }
}
