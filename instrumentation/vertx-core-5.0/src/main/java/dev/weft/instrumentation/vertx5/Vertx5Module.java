package dev.weft.instrumentation.vertx5;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.ContextCall;
import dev.weft.tracing.ContextTask;
import dev.weft.tracing.EnteredContext;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.netty.handler.codec.http.HttpRequest;
import io.opentelemetry.context.Context;
import io.vertx.core.Completable;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Futures, worker threads and pipelined requests of Vert.x 5. */
public final class Vertx5Module implements InstrumentationModule {
  private static final String PACKAGE = "io.vertx.core.impl.";
  private static final String HTTP = "io.vertx.core.http.impl.";

  @Override
  public String name() {
    return "vertx-core-5.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("vertx");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.requires("io.vertx.core.Completable");
    // All callbacks of the application come down to a listener of this class.
    module.advise(named(PACKAGE + "future.FutureImpl"), method("addListener"), AddListener.class);
    // The tasks of one context run one after the other within one task of the pool, and it insists
    // on the class of what it has queued: what is inside that is replaced.
    module.advise(
        named(PACKAGE + "WorkerExecutor"),
        method("execute").parameters("java.lang.Runnable"),
        ExecuteCommand.class);
    module.advise(
        named(PACKAGE + "ExecuteBlocking"), method("executeBlocking"), ExecuteBlocking.class);

    // A connection that has a request too many is paused; what it reads then waits.
    TypeMatch anyConnection = named("io.vertx.core.net.impl.VertxConnection");
    module.advise(anyConnection, method("doPause"), Pause.class);
    module.advise(anyConnection, method("doResume"), Resume.class);
    module.advise(anyConnection, method("addPending"), AddPending.class);
    // The second name is that of 5.1 and later.
    TypeMatch connection =
        named(HTTP + "Http1xServerConnection", HTTP + "http1.Http1ServerConnection");
    module.advise(connection, method("handleMessage"), HandleMessage.class);
    module.advise(connection, method("handleNext"), HandleNext.class);
    // Goes on for as long as the client is there, whoever has made it.
    module.advise(
        named(HTTP + "HttpClientImpl"),
        method("checkExpired").parameters("io.vertx.core.Handler"),
        CheckExpired.class);
  }

  static final class AddListener {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Completable<?> enter(@Advice.Argument(0) @Nullable Completable<?> listener) {
      return listener == null ? null : ContextListener.of(listener);
    }
  }

  static final class ExecuteCommand {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable command) {
      return command == null ? null : ContextTask.inCurrentContext(command);
    }
  }

  static final class ExecuteBlocking {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(2))
    static @Nullable Callable<?> enter(@Advice.Argument(2) @Nullable Callable<?> code) {
      return code == null ? null : ContextCall.inCurrentContext(code);
    }
  }

  static final class Pause {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object connection) {
      WaitingRequests.add(connection);
    }
  }

  static final class Resume {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Object connection) {
      WaitingRequests.remove(connection);
    }
  }

  static final class AddPending {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) Object message) {
      if (message instanceof HttpRequest) {
        WaitingRequests.add(message);
      }
    }
  }

  static final class HandleMessage {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.Argument(0) Object message) {
      return message instanceof HttpRequest
          ? EnteredContext.enter(WaitingRequests.remove(message))
          : null;
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  /** The request for which the connection was paused is served now. */
  static final class HandleNext {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This Object connection) {
      return EnteredContext.enter(WaitingRequests.remove(connection));
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  static final class CheckExpired {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter() {
      return EnteredContext.enter(Context.root());
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }
}
