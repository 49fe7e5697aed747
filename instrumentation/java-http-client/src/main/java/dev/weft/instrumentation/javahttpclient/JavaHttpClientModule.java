package dev.weft.instrumentation.javahttpclient;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code java.net.http.HttpClient} as the JDK implements it. */
public final class JavaHttpClientModule implements InstrumentationModule {
  private static final String[] NONE = {};

  @Override
  public String name() {
    return "java-http-client";
  }

  @Override
  public void define(ModuleDefinition module) {
    // What send and sendAsync both make: one request of the application, with its redirects,
    // challenges and retries.
    TypeMatch multiExchange = named("jdk.internal.net.http.MultiExchange");
    module.advise(multiExchange, method("responseAsync"), Start.class);
    module.advise(
        multiExchange,
        method("requestFilters").parameters("jdk.internal.net.http.HttpRequestImpl"),
        BeforeRequest.class);
    module.advise(
        multiExchange,
        method("responseFilters").parameters("jdk.internal.net.http.Response"),
        AfterResponse.class);
    module.advise(
        named("jdk.internal.net.http.HttpRequestImpl"),
        method("getUserHeaders").parameters(NONE),
        ApplicationHeaders.class);
    module.export("java.net.http", "jdk.internal.net.http");
  }

  /** Runs on the caller's thread; answers the future of the response. */
  static final class Start {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Exchange enter(@Advice.This Object multiExchange) {
      return Exchange.open(multiExchange);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    @Advice.AssignReturned.ToReturned
    static @Nullable CompletableFuture<?> exit(
        @Advice.Enter @Nullable Exchange exchange,
        @Advice.This Object multiExchange,
        @Advice.Return @Nullable CompletableFuture<HttpResponse<?>> response) {
      return exchange == null || response == null ? null : exchange.follow(response, multiExchange);
    }
  }

  /** Runs before each new request goes out, on whatever thread. */
  static final class BeforeRequest {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object multiExchange, @Advice.Argument(0) HttpRequest request) {
      Exchange exchange = Exchange.of(multiExchange);
      if (exchange != null) {
        exchange.send(request);
      }
    }
  }

  /** Runs when a response's headers are in; a redirect or challenge is recognised only then. */
  static final class AfterResponse {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object multiExchange, @Advice.Argument(0) Object response) {
      Exchange exchange = Exchange.of(multiExchange);
      if (exchange != null) {
        exchange.receive(response);
      }
    }
  }

  /** Asked when a request is written; {@code headers()} is what the application sees. */
  static final class ApplicationHeaders {
    @Advice.OnMethodExit(inline = false)
    @Advice.AssignReturned.ToReturned
    static @Nullable HttpHeaders exit(@Advice.This HttpRequest request) {
      return RequestHeaders.kept(request);
    }
  }
}
