package dev.weft.instrumentation.apachehttpasyncclient;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.EnteredContext;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.nio.protocol.HttpAsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/** Apache HttpAsyncClient 4.1, where an exchange handler sees each call through. */
public final class ApacheHttpAsyncClientModule implements InstrumentationModule {
  private static final String PACKAGE = "org.apache.http.impl.nio.client.";

  @Override
  public String name() {
    return AsyncCall.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("apache-httpasyncclient");
  }

  @Override
  public void define(ModuleDefinition module) {
    // In 4.0 there was one class for both, with an attempt's events elsewhere.
    module.needs(PACKAGE + "AbstractClientExchangeHandler");
    TypeMatch handler =
        named(
            PACKAGE + "DefaultClientExchangeHandlerImpl",
            PACKAGE + "MinimalClientExchangeHandlerImpl");
    module.advise(handler, method("start"), Start.class);
    module.advise(handler, method("generateRequest"), Send.class);
    module.advise(handler, method("responseReceived"), Receive.class);
    module.advise(handler, method("responseCompleted"), Complete.class);
    module.advise(handler, method("produceContent", "consumeContent"), Contents.class);
    TypeMatch base = named(PACKAGE + "AbstractClientExchangeHandler");
    module.advise(base, method("setCurrentRequest"), NextRequest.class);
    module.advise(base, method("setRoute"), NextRoute.class);
    module.advise(base, method("requestConnection"), Connect.class);
    module.advise(base, method("failed"), Failed.class);
    module.advise(base, method("connectionRequestCancelled", "cancel", "close"), Cancelled.class);
  }

  /** On the caller's thread, once for each call. */
  static final class Start {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object handler) {
      AsyncCall.open(handler);
    }
  }

  static final class NextRequest {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This Object handler, @Advice.Argument(0) @Nullable HttpRequestWrapper request) {
      AsyncCall call = request == null ? null : AsyncCall.of(handler);
      if (call != null && request != null) {
        call.prepare(request);
      }
    }
  }

  static final class NextRoute {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object handler, @Advice.Argument(0) @Nullable HttpRoute route) {
      AsyncCall call = route == null ? null : AsyncCall.of(handler);
      if (call != null && route != null) {
        call.prepare(route);
      }
    }
  }

  /** Passed where a new connection is needed, before it is leased and opened. */
  static final class Connect {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object handler) {
      AsyncCall call = AsyncCall.of(handler);
      if (call != null) {
        call.begin();
      }
    }
  }

  /** Asks for the next request on a connection; answers it after all interceptors. */
  static final class Send {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This Object handler) {
      AsyncCall call = AsyncCall.of(handler);
      if (call == null) {
        return null;
      }
      call.begin();
      return call.enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This Object handler,
        @Advice.Enter @Nullable Context before,
        @Advice.Return @Nullable HttpRequest request) {
      EnteredContext.leave(before);
      AsyncCall call = request == null ? null : AsyncCall.of(handler);
      if (call != null && request != null) {
        call.send(request);
      }
    }
  }

  static final class Receive {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(
        @Advice.This Object handler, @Advice.Argument(0) HttpResponse response) {
      AsyncCall call = AsyncCall.of(handler);
      if (call == null) {
        return null;
      }
      call.receive(response);
      return call.enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context before) {
      EnteredContext.leave(before);
    }
  }

  /** The application hears of it here, if nothing follows. */
  static final class Complete {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This Object handler) {
      AsyncCall call = AsyncCall.of(handler);
      if (call == null) {
        return null;
      }
      call.complete();
      return call.enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This HttpAsyncClientExchangeHandler handler,
        @Advice.Enter @Nullable Context before) {
      EnteredContext.leave(before);
      if (handler.isDone()) {
        AsyncCall.close(handler);
      }
    }
  }

  /** The application's producer and consumer of bodies. */
  static final class Contents {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This Object handler) {
      AsyncCall call = AsyncCall.of(handler);
      return call == null ? null : call.enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context before) {
      EnteredContext.leave(before);
    }
  }

  static final class Failed {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(
        @Advice.This Object handler, @Advice.Argument(0) @Nullable Exception failure) {
      AsyncCall call = AsyncCall.close(handler);
      if (call == null) {
        return null;
      }
      call.end(failure);
      return call.enter();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context before) {
      EnteredContext.leave(before);
    }
  }

  /** Also where a call is closed whose future was cancelled: no other method hears of that. */
  static final class Cancelled {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object handler) {
      AsyncCall call = AsyncCall.close(handler);
      if (call != null) {
        call.cancel();
      }
    }
  }
}
