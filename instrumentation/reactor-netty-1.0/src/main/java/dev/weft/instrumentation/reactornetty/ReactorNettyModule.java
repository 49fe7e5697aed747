package dev.weft.instrumentation.reactornetty;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;
import reactor.core.CoreSubscriber;
import reactor.netty.Connection;
import reactor.netty.ConnectionObserver;
import reactor.netty.channel.ChannelOperations;

/** Reactor Netty's HTTP client, and the routes of its server, all versions since 1.0. */
public final class ReactorNettyModule implements InstrumentationModule {
  private static final String CLIENT = "reactor.netty.http.client.";
  private static final String ROUTE = "reactor.netty.http.server.HttpPredicate";
  private static final String OPERATIONS = "reactor.netty.channel.ChannelOperations";

  @Override
  public String name() {
    return AttemptGetter.MODULE;
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("reactor-netty");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.advise(
        named(CLIENT + "HttpClientConnect$MonoHttpConnect"), method("subscribe"), Subscribe.class);
    module.advise(named(CLIENT + "HttpConnectionProvider"), method("acquire"), Begin.class);
    module.advise(
        named(CLIENT + "HttpClientConnect$MonoHttpConnect$ClientTransportSubscriber"),
        method("onError"),
        NotConnected.class);
    module.advise(
        named(CLIENT + "HttpClientOperations"), method("beforeMarkSentHeaders"), Send.class);
    // The receiver hears of the end from here, and observers of the connection after it.
    module.advise(
        named(OPERATIONS),
        method("onInboundComplete").parameters(new String[0]),
        ResponseComplete.class);
    module.advise(named(OPERATIONS), method("onInboundError"), ResponseBroken.class);

    // The condition of a server's route, which alone knows its template.
    module.advise(named(ROUTE), constructor(), RouteCondition.class);
    module.advise(named(ROUTE), method("test"), RouteTest.class);
  }

  /** One call of the application, with all that follows from it. */
  static final class Subscribe {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable CoreSubscriber<?> enter(
        @Advice.Argument(0) CoreSubscriber<? super Connection> subscriber) {
      return Call.subscriber(subscriber);
    }
  }

  /** Passed by the request and again by each retry and redirect, before a connection is there. */
  static final class Begin {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
    static @Nullable ConnectionObserver enter(
        @Advice.Argument(1) ConnectionObserver observer,
        @Advice.Argument(2) @Nullable Supplier<?> target) {
      Call call = Call.of(observer.currentContext());
      return call == null || target == null ? null : call.begin(target, observer);
    }
  }

  static final class NotConnected {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This CoreSubscriber<?> subscriber, @Advice.Argument(0) Throwable failure) {
      Call call = Call.of(subscriber.currentContext());
      if (call != null) {
        call.fail(failure);
      }
    }
  }

  /** The wire, after all of the application's functions. */
  static final class Send {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This ChannelOperations<?, ?> exchange) {
      Attempt attempt = Call.attemptOf(exchange);
      if (attempt != null) {
        attempt.sending();
      }
    }
  }

  static final class ResponseComplete {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This ChannelOperations<?, ?> exchange) {
      Attempt attempt = Call.attemptOf(exchange);
      if (attempt != null) {
        attempt.end(null);
      }
    }
  }

  static final class ResponseBroken {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This ChannelOperations<?, ?> exchange, @Advice.Argument(0) Throwable failure) {
      Attempt attempt = Call.attemptOf(exchange);
      if (attempt != null) {
        attempt.end(failure);
      }
    }
  }

  static final class RouteCondition {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object condition, @Advice.Argument(0) @Nullable String template) {
      ServerRoutes.add(condition, template);
    }
  }

  static final class RouteTest {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object condition, @Advice.Return boolean matches) {
      if (matches) {
        ServerRoutes.matched(condition);
      }
    }
  }
}
