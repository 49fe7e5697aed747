package dev.weft.instrumentation.okhttp;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.http.HttpClientCall;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import okhttp3.Interceptor;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** OkHttp: calls that block and calls that wait in the dispatcher. */
public final class OkHttpModule implements InstrumentationModule {
  private static final String[] NONE = {};

  @Override
  public String name() {
    return OkHttpGetter.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("okhttp");
  }

  @Override
  public void define(ModuleDefinition module) {
    // From 4.4 on in okhttp3.internal.connection.
    TypeMatch asyncCall =
        named("okhttp3.RealCall$AsyncCall", "okhttp3.internal.connection.RealCall$AsyncCall");
    module.advise(asyncCall, constructor(), Enqueue.class);
    module.advise(asyncCall, method("execute", "run").parameters(NONE), RunEnqueued.class);
    module.advise(
        named("okhttp3.RealCall", "okhttp3.internal.connection.RealCall"),
        // As Kotlin has it from 4.4 on.
        method("getResponseWithInterceptorChain", "getResponseWithInterceptorChain$okhttp"),
        Execute.class);
    module.advise(
        named("okhttp3.internal.connection.ConnectInterceptor"),
        method("intercept"),
        Attempt.class);
    module.advise(
        named(
            "okhttp3.internal.http.Http1xStream",
            "okhttp3.internal.http.Http2xStream",
            // 3.5
            "okhttp3.internal.http1.Http1Codec",
            "okhttp3.internal.http2.Http2Codec",
            // 3.14
            "okhttp3.internal.http1.Http1ExchangeCodec",
            "okhttp3.internal.http2.Http2ExchangeCodec"),
        method("writeRequestHeaders"),
        Send.class);
    module.advise(
        named("okhttp3.ConnectionPool", "okhttp3.internal.connection.RealConnectionPool"),
        method("put"),
        Upkeep.class);
    // From 4.3 on.
    module.advise(
        named("okhttp3.internal.concurrent.TaskRunner$RealBackend"),
        method("execute"),
        Upkeep.class);
    // Until 3.4 there were no interceptors of its own, but one engine for each attempt.
    TypeMatch engine = named("okhttp3.internal.http.HttpEngine");
    module.advise(engine, constructor(), EngineOf.class);
    module.advise(engine, method("connect").parameters(NONE), EngineConnect.class);
    module.advise(engine, method("readNetworkResponse").parameters(NONE), EngineReceive.class);
    module.advise(
        engine, method("sendRequest", "readResponse").parameters(NONE), EngineFailure.class);
  }

  /** A call begins to wait for a thread of the dispatcher. */
  static final class Enqueue {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object asyncCall) {
      EnqueuedCalls.add(asyncCall);
    }
  }

  /** It has one, on which its callback is called, too. */
  static final class RunEnqueued {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This Object asyncCall) {
      return EnqueuedCalls.enterContextOf(asyncCall);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context before) {
      EnteredContext.leave(before);
    }
  }

  /** One call of the application with all that follows from it, its interceptors included. */
  static final class Execute {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable HttpClientCall<?, ?> enter() {
      return OkHttpGetter.TRACING.openCall();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable HttpClientCall<?, ?> call) {
      if (call != null) {
        call.close();
      }
    }
  }

  /** The way to the network: once for the request and again for all that follows from it. */
  static final class Attempt {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable HttpClientCall<?, Response> enter(
        @Advice.Argument(0) Interceptor.Chain chain) {
      HttpClientCall<Request, Response> call = OkHttpGetter.TRACING.currentCall();
      if (call != null) {
        call.begin(chain.request());
      }
      return call;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable HttpClientCall<?, Response> call,
        @Advice.Return @Nullable Response response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        call.end(response, OkHttpGetter.reason(thrown));
      }
    }
  }

  /** The wire: answers the request with trace headers, which nobody else gets to see. */
  static final class Send {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Request enter(@Advice.Argument(0) Request request) {
      HttpClientCall<Request, Response> call = OkHttpGetter.TRACING.currentCall();
      HttpClientOperation<Request, Response> operation = call == null ? null : call.operation();
      return operation == null ? null : TraceHeaders.add(operation, request);
    }
  }

  /** OkHttp gives a thread to work of its own, which may outlive the request by far. */
  static final class Upkeep {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter() {
      return EnteredContext.enter(Context.root());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context before) {
      EnteredContext.leave(before);
    }
  }

  /** An engine is made for a request, which a cache may yet answer. */
  static final class EngineOf {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object engine, @Advice.Argument(1) Request request) {
      Engines.add(engine, request);
    }
  }

  /** No cache did. */
  static final class EngineConnect {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object engine) {
      Engines.begin(engine);
    }
  }

  static final class EngineReceive {
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Return @Nullable Response response, @Advice.Thrown @Nullable Throwable thrown) {
      Engines.end(response, thrown);
    }
  }

  static final class EngineFailure {
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null) {
        Engines.end(null, thrown);
      }
    }
  }
}
