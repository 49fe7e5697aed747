package dev.weft.instrumentation.springwebmvc.jakarta;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.instrumentation.servlet.ServletRoute;
import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.RouteSource;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;

/** The patterns by which Spring MVC chooses handlers, as routes. */
public final class JakartaWebMvcModule implements InstrumentationModule {
  /** {@code HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE}, which is not a constant there. */
  private static final String PATTERN =
      "org.springframework.web.servlet.HandlerMapping.bestMatchingPattern";

  /** Set while an error page is dispatched to, whose route is not what the client asked for. */
  private static final String ERROR = "jakarta.servlet.error.request_uri";

  @Override
  public String name() {
    return "spring-webmvc-6.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("spring-webmvc");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.requires("jakarta.servlet.http.HttpServletRequest");
    // The mappings have found the handler here and say how, before interceptors and handler run.
    module.advise(
        named("org.springframework.web.servlet.DispatcherServlet"),
        method("getHandler").parameters("jakarta.servlet.http.HttpServletRequest"),
        Handler.class);
  }

  static final class Handler {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.Argument(0) HttpServletRequest request) {
      if (!Span.current().isRecording() || request.getAttribute(ERROR) != null) {
        return;
      }
      Object pattern = request.getAttribute(PATTERN);
      if (pattern != null) {
        // A servlet mapped to /api/* sees paths below /api; one mapped to / sees whole paths.
        String servletPath = request.getPathInfo() == null ? null : request.getServletPath();
        HttpRoute.update(
            Context.current(),
            ServletRoute.join(request.getContextPath(), servletPath, pattern.toString()),
            RouteSource.CONTROLLER);
      }
    }
  }
}
