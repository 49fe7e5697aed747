package dev.weft.instrumentation.apachehttpclient5;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.http.HttpClientCall;
import dev.weft.tracing.http.HttpClientOperation;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Future;
import net.bytebuddy.asm.Advice;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncClientExchangeHandler;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient 5: the classic clients, and the asynchronous ones for HTTP/1.1 and HTTP/2. */
public final class ApacheHttpClient5Module implements InstrumentationModule {
  private static final String CLASSIC = "org.apache.hc.client5.http.impl.classic.";
  private static final String ASYNC = "org.apache.hc.client5.http.impl.async.";

  @Override
  public String name() {
    return ApacheGetter.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("apache-httpclient");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.advise(named(CLASSIC + "InternalHttpClient"), method("doExecute"), Execute.class);
    module.advise(named(CLASSIC + "MinimalHttpClient"), method("doExecute"), ExecuteOnce.class);
    module.advise(named(CLASSIC + "ConnectExec"), method("execute"), Attempt.class);
    module.advise(named(CLASSIC + "InternalExecRuntime"), method("execute"), Send.class);
    module.advise(named(ASYNC + "AsyncConnectExec"), method("execute"), AsyncAttempt.class);
    module.advise(
        named(ASYNC + "InternalHttpAsyncExecRuntime", ASYNC + "InternalH2AsyncExecRuntime"),
        method("execute"),
        AsyncSend.class);
    module.advise(
        named("org.apache.hc.core5.concurrent.ComplexFuture"),
        method("cancel").parameters("boolean"),
        Cancel.class);
  }

  /** One call of the application, with all that follows from it. */
  static final class Execute {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable HttpClientCall<?, ?> enter() {
      return ApacheGetter.TRACING.openCall();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable HttpClientCall<?, ?> call) {
      if (call != null) {
        call.close();
      }
    }
  }

  /** One call of the application on the client that neither repeats nor follows anything. */
  static final class ExecuteOnce {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable HttpClientCall<?, HttpResponse> enter(
        @Advice.Argument(0) HttpHost target, @Advice.Argument(1) HttpRequest request) {
      HttpClientCall<RoutedRequest, HttpResponse> call = ApacheGetter.TRACING.openCall();
      if (call != null) {
        call.begin(new RoutedRequest(target, request));
      }
      return call;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable HttpClientCall<?, HttpResponse> call,
        @Advice.Return @Nullable HttpResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        call.end(response, thrown);
        call.close();
      }
    }
  }

  /** Passed by the request and again by each retry, redirect and answer to a challenge. */
  static final class Attempt {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable HttpClientCall<?, HttpResponse> enter(
        @Advice.Argument(0) HttpRequest request, @Advice.Argument(1) ExecChain.Scope scope) {
      HttpClientCall<RoutedRequest, HttpResponse> call = ApacheGetter.TRACING.currentCall();
      if (call != null) {
        call.begin(new RoutedRequest(scope.route.getTargetHost(), request));
      }
      return call;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable HttpClientCall<?, HttpResponse> call,
        @Advice.Return @Nullable HttpResponse response,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (call != null) {
        call.end(response, thrown);
      }
    }
  }

  /** The wire, after all of the application's interceptors; for a tunnel's CONNECT, too. */
  static final class Send {
    @Advice.OnMethodEnter(inline = false)
    static Header @Nullable [] enter(@Advice.Argument(1) HttpRequest request) {
      HttpClientCall<?, ?> call = ApacheGetter.TRACING.currentCall();
      HttpClientOperation<?, ?> operation = call == null ? null : call.operation();
      if (operation == null) {
        return null;
      }
      Header[] before = request.getHeaders();
      TraceHeaders.add(operation, request);
      return before;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter Header @Nullable [] before, @Advice.Argument(1) HttpRequest request) {
      if (before != null) {
        // Ours were for the wire; the application may send its request once more.
        request.setHeaders(before);
      }
    }
  }

  /** What {@link Attempt} is, of the asynchronous clients. */
  static final class AsyncAttempt {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(4))
    static @Nullable AsyncExecCallback enter(
        @Advice.Argument(0) HttpRequest request,
        @Advice.Argument(2) AsyncExecChain.Scope scope,
        @Advice.Argument(4) AsyncExecCallback callback) {
      AsyncCall call = AsyncCall.of(scope);
      return call == null ? null : call.begin(request, scope, callback);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter @Nullable AsyncExecCallback callback,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (thrown != null && callback instanceof TracedCallback) {
        ((TracedCallback) callback).end(thrown);
      }
    }
  }

  /** What {@link Send} is: answers a handler that adds headers to the request it produces. */
  static final class AsyncSend {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
    static @Nullable AsyncClientExchangeHandler enter(
        @Advice.This Object runtime, @Advice.Argument(1) AsyncClientExchangeHandler handler) {
      AsyncCall call = AsyncCall.find(runtime);
      return call == null ? null : call.carrying(handler);
    }
  }

  /**
   * While a connection is leased or opened, the chain does not hear that its future is cancelled.
   */
  static final class Cancel {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Future<?> future) {
      AsyncCall call = future.isDone() ? null : AsyncCall.find(future);
      if (call != null) {
        call.cancel();
      }
    }
  }
}
