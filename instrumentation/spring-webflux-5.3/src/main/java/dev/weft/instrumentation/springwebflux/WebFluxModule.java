package dev.weft.instrumentation.springwebflux;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The patterns by which Spring WebFlux chooses handlers, and what it makes responses of. */
public final class WebFluxModule implements InstrumentationModule {
  private static final String EXCHANGE = "org.springframework.web.server.ServerWebExchange";
  private static final String FUNCTIONS = "org.springframework.web.reactive.function.server.";

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
    // Router functions, which RouterFunctions.toHttpHandler serves without a DispatcherHandler.
    // Each
    // tree of them ends here, and the first that matches is the one that handles.
    module.advise(
        named(FUNCTIONS + "RouterFunctions$DefaultRouterFunction"),
        method("route").parameters(FUNCTIONS + "ServerRequest"),
        Function.class);
    // The first of the exception handlers, in every application since 5.2.
    module.advise(
        named(
            "org.springframework.web.server.handler.ExceptionHandlingWebHandler"
                + "$CheckpointInsertingHandler"),
        method("handle").parameters(EXCHANGE, "java.lang.Throwable"),
        Failure.class);
  }

  static final class Handler {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) ServerWebExchange exchange) {
      WebFluxRoute.update(
          exchange, exchange.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
    }
  }

  static final class Function {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.Argument(0) ServerRequest request, @Advice.Return Mono<?> handler) {
      if (handler != Mono.empty()) {
        WebFluxRoute.update(
            request.exchange(),
            request.attributes().get(RouterFunctions.MATCHING_PATTERN_ATTRIBUTE));
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
