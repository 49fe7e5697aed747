package dev.weft.instrumentation.servlet.javax;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;
import static dev.weft.weaver.module.TypeMatch.subtypeOf;

import dev.weft.instrumentation.servlet.ServletTracing;
import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.RouteSource;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import javax.servlet.Servlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Filters and servlets of {@code javax.servlet}. */
public final class JavaxServletModule implements InstrumentationModule {

  @Override
  public String name() {
    return "servlet-3.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("servlet");
  }

  @Override
  public void define(ModuleDefinition module) {
    // By supertype: filters and servlets are the application's, and which of them comes first, and
    // whether any class of a container is on the way, differs from service to service.
    module.advise(
        subtypeOf("javax.servlet.Filter"),
        method("doFilter")
            .parameters(
                "javax.servlet.ServletRequest",
                "javax.servlet.ServletResponse",
                "javax.servlet.FilterChain"),
        RequestCall.class);
    module.advise(
        subtypeOf("javax.servlet.Servlet"),
        method("service")
            .parameters("javax.servlet.ServletRequest", "javax.servlet.ServletResponse"),
        ServletCall.class);
    // Liberty has no servlet for what the application maps to none. Of the ways that lead to its
    // error page, it is the first that both knows the application, without which requests hold no
    // attributes, and has the status. Its two containers, one for each package, have one name.
    module.requires("javax.servlet.Servlet");
    module.advise(
        named("com.ibm.ws.webcontainer.webapp.WebApp"),
        method("sendError")
            .parameters(
                "javax.servlet.http.HttpServletRequest",
                "javax.servlet.http.HttpServletResponse",
                "com.ibm.websphere.servlet.error.ServletErrorReport"),
        RequestCall.class);
  }

  /** What both advices do. */
  static final class Requests {
    static final ServletTracing<HttpServletRequest, HttpServletResponse> SERVLETS =
        new ServletTracing<>("servlet-3.0", new JavaxServletApi());

    private Requests() {}

    static @Nullable Object enter(Object request, Object response) {
      boolean http =
          request instanceof HttpServletRequest && response instanceof HttpServletResponse;
      return http ? SERVLETS.enter((HttpServletRequest) request) : null;
    }

    static void exit(
        @Nullable Object entered, Object request, Object response, @Nullable Throwable thrown) {
      if (entered != null) {
        SERVLETS.exit(
            entered, (HttpServletRequest) request, (HttpServletResponse) response, thrown);
      } else if (thrown != null) {
        SERVLETS.leave(thrown);
      }
    }
  }

  /** A filter, or what answers in a servlet's place. */
  static final class RequestCall {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Object enter(
        @Advice.Argument(0) Object request, @Advice.Argument(1) Object response) {
      return Requests.enter(request, response);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Argument(0) Object request,
        @Advice.Argument(1) Object response,
        @Advice.Thrown @Nullable Throwable thrown) {
      Requests.exit(entered, request, response, thrown);
    }
  }

  /** Names the route as well: only now is it known which servlet serves the request. */
  static final class ServletCall {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Object enter(
        @Advice.This Servlet servlet,
        @Advice.Argument(0) Object request,
        @Advice.Argument(1) Object response) {
      Object entered = Requests.enter(request, response);
      if (request instanceof HttpServletRequest && Span.current().isRecording()) {
        HttpRoute.update(
            Context.current(),
            JavaxServletRoute.of(servlet, (HttpServletRequest) request),
            RouteSource.CONTAINER);
      }
      return entered;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable Object entered,
        @Advice.Argument(0) Object request,
        @Advice.Argument(1) Object response,
        @Advice.Thrown @Nullable Throwable thrown) {
      Requests.exit(entered, request, response, thrown);
    }
  }
}
