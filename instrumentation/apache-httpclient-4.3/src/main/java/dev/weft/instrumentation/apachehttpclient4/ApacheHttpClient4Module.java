package dev.weft.instrumentation.apachehttpclient4;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.http.HttpClientCall;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.apache.http.Header;
import org.apache.http.HttpRequest;
import org.apache.http.HttpResponse;
import org.apache.http.client.methods.HttpRequestWrapper;
import org.apache.http.conn.routing.HttpRoute;
import org.jspecify.annotations.Nullable;

/** Apache HttpClient from 4.3 on, where each request passes a chain of executors. */
public final class ApacheHttpClient4Module implements InstrumentationModule {

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
    module.advise(
        named(
            "org.apache.http.impl.client.InternalHttpClient",
            "org.apache.http.impl.client.MinimalHttpClient"),
        method("doExecute"),
        Execute.class);
    module.advise(
        named(
            "org.apache.http.impl.execchain.MainClientExec",
            "org.apache.http.impl.execchain.MinimalClientExec"),
        method("execute"),
        Attempt.class);
    module.advise(
        named("org.apache.http.protocol.HttpRequestExecutor"), method("execute"), Send.class);
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

  /** The end of the chain: once for the request and again for each retry and redirect. */
  static final class Attempt {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable HttpClientCall<?, HttpResponse> enter(
        @Advice.Argument(0) HttpRoute route, @Advice.Argument(1) HttpRequestWrapper request) {
      HttpClientCall<RoutedRequest, HttpResponse> call = ApacheGetter.TRACING.currentCall();
      if (call != null) {
        call.begin(new RoutedRequest(route, request));
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

  /** The wire: again for each challenge that an attempt answers, and for a tunnel's CONNECT. */
  static final class Send {
    @Advice.OnMethodEnter(inline = false)
    static Header @Nullable [] enter(@Advice.Argument(0) HttpRequest request) {
      HttpClientCall<RoutedRequest, HttpResponse> call = ApacheGetter.TRACING.currentCall();
      RoutedRequest routed = call == null ? null : call.request();
      if (call == null || routed == null || routed.request() != request) {
        return null;
      }
      call.resendIfAnswered();
      return TraceHeaders.add(call.operation(), request);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Enter Header @Nullable [] before,
        @Advice.Argument(0) HttpRequest request,
        @Advice.Return @Nullable HttpResponse response) {
      HttpClientCall<RoutedRequest, HttpResponse> call = ApacheGetter.TRACING.currentCall();
      if (before != null && call != null) {
        // Ours were for the wire. What follows, the answer to a challenge too, begins without them.
        request.setHeaders(before);
        call.received(response);
      }
    }
  }
}
