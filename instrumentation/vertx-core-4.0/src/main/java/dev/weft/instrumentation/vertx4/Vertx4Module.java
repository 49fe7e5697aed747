package dev.weft.instrumentation.vertx4;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.ContextTask;
import dev.weft.tracing.EnteredContext;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import io.vertx.core.Handler;
import io.vertx.core.impl.future.Listener;
import java.util.Collections;
import java.util.List;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Futures, worker threads and pipelined requests of Vert.x 4. */
public final class Vertx4Module implements InstrumentationModule {
  private static final String PACKAGE = "io.vertx.core.impl.";
  private static final String HTTP = "io.vertx.core.http.impl.";

  @Override
  public String name() {
    return "vertx-core-4.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("vertx");
  }

  @Override
  public void define(ModuleDefinition module) {
    module.excludes("io.vertx.core.Completable");
    // All callbacks of the application come down to a listener of this class.
    module.advise(named(PACKAGE + "future.FutureImpl"), method("addListener"), AddListener.class);
    // A queue's tasks run one after the other within one task of the pool.
    module.advise(
        named(PACKAGE + "TaskQueue"),
        method("execute").parameters("java.lang.Runnable", "java.util.concurrent.Executor"),
        ExecuteTask.class);
    // Later versions insist on the class of what they have queued: what is inside it is replaced.
    module.advise(
        named(PACKAGE + "WorkerExecutor"),
        method("execute").parameters("java.lang.Runnable"),
        ExecuteCommand.class);
    module.advise(
        named(PACKAGE + "ContextImpl"), method("internalExecuteBlocking"), ExecuteBlocking.class);

    TypeMatch connection = named(HTTP + "Http1xServerConnection");
    module.advise(connection, method("enqueueRequest"), EnqueueRequest.class);
    module.advise(connection, method("handleNext"), HandleNext.class);
    // Goes on for as long as the client is there, whoever has made it.
    module.advise(
        named(HTTP + "HttpClientImpl"),
        method("checkExpired").parameters("io.vertx.core.Handler"),
        Unowned.class);
    // A connection listens for its own end from its beginning on, whoever has asked for it.
    module.advise(
        named("io.vertx.core.net.impl.VertxHandler"), method("handlerAdded"), Unowned.class);
  }

  static final class AddListener {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Listener<?> enter(@Advice.Argument(0) @Nullable Listener<?> listener) {
      return listener == null ? null : ContextListener.of(listener);
    }
  }

  static final class ExecuteTask {
    private static final String WORKER_TASK = PACKAGE + "WorkerTask";

    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
      return task == null || task.getClass().getSuperclass().getName().equals(WORKER_TASK)
          ? null
          : ContextTask.inCurrentContext(task);
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
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(1))
    static Handler<?> enter(@Advice.Argument(1) Handler<?> code) {
      return new ContextHandler<>(code);
    }
  }

  static final class EnqueueRequest {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) Object request) {
      WaitingRequests.add(request);
    }
  }

  static final class HandleNext {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.Argument(0) Object request) {
      return EnteredContext.enter(WaitingRequests.remove(request));
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      EnteredContext.leave(previous);
    }
  }

  /** What is of no request, though one may have been the first that needed it. */
  static final class Unowned {
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
