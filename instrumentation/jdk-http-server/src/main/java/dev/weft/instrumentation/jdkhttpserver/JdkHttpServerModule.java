package dev.weft.instrumentation.jdkhttpserver;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import com.sun.net.httpserver.HttpExchange;
import dev.weft.tracing.http.HttpRoute;
import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.tracing.http.HttpServerTracing;
import dev.weft.tracing.http.RouteSource;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** The HTTP server of the JDK. */
public final class JdkHttpServerModule implements InstrumentationModule {

  @Override
  public String name() {
    return "jdk-http-server";
  }

  /** The name that the OpenTelemetry agent's users know. */
  @Override
  public List<String> aliases() {
    return Collections.singletonList("java-http-server");
  }

  @Override
  public void define(ModuleDefinition module) {
    // Every request passes a chain, with filters or without. The calls that follow from filter to
    // filter, and from the server's own filters to the application's, are inside the first.
    module.advise(
        named("com.sun.net.httpserver.Filter$Chain"),
        method("doFilter").parameters("com.sun.net.httpserver.HttpExchange"),
        Handling.class);
    // What handlers are given, plain and over TLS: the headers leave here.
    module.advise(
        named("sun.net.httpserver.HttpExchangeImpl", "sun.net.httpserver.HttpsExchangeImpl"),
        method("sendResponseHeaders").parameters("int", "long"),
        Responding.class);
  }

  static final class Handling {
    private static final HttpServerTracing<HttpExchange, HttpExchange> TRACING =
        new HttpServerTracing<>("jdk-http-server", new HttpExchangeGetter());

    @Advice.OnMethodEnter(inline = false)
    static @Nullable HttpServerOperation<HttpExchange, HttpExchange> enter(
        @Advice.Argument(0) HttpExchange exchange) {
      HttpServerOperation<HttpExchange, HttpExchange> operation = TRACING.start(exchange);
      if (operation != null) {
        String path = exchange.getHttpContext().getPath();
        // A handler of all paths has no route.
        HttpRoute.update(
            operation.context(), path.equals("/") ? null : path, RouteSource.CONTAINER);
      }
      return operation;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable HttpServerOperation<HttpExchange, HttpExchange> operation,
        @Advice.Argument(0) HttpExchange exchange,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (operation != null) {
        operation.end(exchange, thrown);
      }
    }
  }

  static final class Responding {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This HttpExchange exchange, @Advice.Argument(0) int status) {
      HttpServerOperation.responding(Context.current(), exchange, exchange, status);
    }
  }
}
