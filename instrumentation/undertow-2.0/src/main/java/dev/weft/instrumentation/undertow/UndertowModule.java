package dev.weft.instrumentation.undertow;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.http.HttpServerOperation;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import io.opentelemetry.context.Context;
import io.undertow.server.HttpServerExchange;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Undertow, all versions since 2.0. */
public final class UndertowModule implements InstrumentationModule {
  private static final String EXCHANGE = "io.undertow.server.HttpServerExchange";

  @Override
  public String name() {
    return ExchangeTracing.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("undertow");
  }

  @Override
  public void define(ModuleDefinition module) {
    // Added in 2.0. In 1.4 an exchange whose client has gone may never complete.
    module.needs("io.undertow.util.ObjectPool");
    // Every request, on its connection's thread, and again every handler that it is dispatched to.
    module.advise(
        named("io.undertow.server.Connectors"), method("executeRootHandler"), Handling.class);
    module.advise(
        named(EXCHANGE), method("startResponse").parameters(new String[0]), Responding.class);
    // Once per request, whatever became of it.
    module.advise(
        named(EXCHANGE),
        method("invokeExchangeCompleteListeners").parameters(new String[0]),
        Complete.class);
  }

  static final class Handling {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.Argument(1) HttpServerExchange exchange) {
      return ExchangeTracing.enter(exchange);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      ExchangeTracing.exit(previous);
    }
  }

  static final class Responding {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This HttpServerExchange exchange) {
      HttpServerOperation<?, ?> operation = ExchangeTracing.operation(exchange);
      if (operation != null) {
        HttpServerOperation.responding(
            operation.context(), exchange, exchange, exchange.getStatusCode());
      }
    }
  }

  static final class Complete {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This HttpServerExchange exchange) {
      ExchangeTracing.complete(exchange);
    }
  }
}
