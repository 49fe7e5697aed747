package dev.weft.instrumentation.springwebflux;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.RouteSource;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;

/** The patterns by which Spring WebFlux chooses handlers, and what it makes responses of. */
public final class WebFluxModule implements InstrumentationModule {
  private static final String EXCHANGE = "org.springframework.web.server.ServerWebExchange";

  @Override
  public String name() {
    return "spring-webflux-5.3";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("spring-webflux");
  }

  @Override
  public void define(ModuleDefinition module) {
    // A mapping of any kind has found the handler here. Called handleRequestWith since 6.0.
    module.advise(
        named("org.springframework.web.reactive.DispatcherHandler"),
        method("invokeHandler", "handleRequestWith").parameters(EXCHANGE, "java.lang.Object"),
        Handler.class);
    // The first of the exception handlers, in every application since 5.2.
    module.advise(
        named(
            "org.springframework.web.server.handler.ExceptionHandlingWebHandler"
                + "$CheckpointInsertingHandler"),
        method("handle").parameters(EXCHANGE, "java.lang.Throwable"),
        Failure.class);
  }

  static final class Handler {
    /** A mapping of all paths tells nothing of a path. */
    private static final String EVERYTHING = "/**";

    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) ServerWebExchange exchange) {
      if (!Span.current().isRecording()) {
        return;
      }
      Object matched = exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
      String pattern = matched == null ? EVERYTHING : matched.toString();
      if (!pattern.equals(EVERYTHING)) {
        String base = exchange.getRequest().getPath().contextPath().value();
        HttpRoute.update(
            Context.current(), base.isEmpty() ? pattern : base + pattern, RouteSource.CONTROLLER);
      }
    }
  }

  static final class Failure {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(1) Throwable thrown) {
      HttpServerOperation.handling(Context.current(), thrown);
    }
  }
}
