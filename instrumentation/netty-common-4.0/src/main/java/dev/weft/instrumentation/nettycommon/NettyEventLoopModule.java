package dev.weft.instrumentation.nettycommon;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.tracing.ContextCall;
import dev.weft.tracing.ContextTask;
import dev.weft.tracing.EnteredContext;
import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** Event loops, and Netty's other executors with a thread of their own. */
public final class NettyEventLoopModule implements InstrumentationModule {
  private static final String PACKAGE = "io.netty.util.concurrent.";

  @Override
  public String name() {
    return "netty-common-4.0";
  }

  @Override
  public List<String> aliases() {
    return Collections.singletonList("netty");
  }

  @Override
  public void define(ModuleDefinition module) {
    TypeMatch loop = named(PACKAGE + "SingleThreadEventExecutor", PACKAGE + "GlobalEventExecutor");
    // lazyExecute came with 4.1.52; what is written without a flush goes there.
    module.advise(
        loop, method("execute", "lazyExecute").parameters("java.lang.Runnable"), Execute.class);
    // Tasks that are repeated belong to nobody, as everywhere.
    TypeMatch scheduler =
        named(PACKAGE + "AbstractScheduledEventExecutor", PACKAGE + "SingleThreadEventExecutor");
    module.advise(
        scheduler,
        method("schedule")
            .parameters("java.lang.Runnable", "long", "java.util.concurrent.TimeUnit"),
        Execute.class);
    module.advise(
        scheduler,
        method("schedule")
            .parameters("java.util.concurrent.Callable", "long", "java.util.concurrent.TimeUnit"),
        ScheduleCall.class);
    // What a handler of rejected tasks is given.
    module.advise(loop, method("reject").parameters("java.lang.Runnable"), Reject.class);
    // Whoever comes first starts the thread, which serves all. It may be one of a pool.
    module.advise(loop, method("startThread"), StartThread.class);
    module.advise(
        named("io.netty.util.HashedWheelTimer"),
        method("start").parameters(new String[0]),
        StartThread.class);
  }

  static final class Execute {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Runnable enter(@Advice.Argument(0) @Nullable Runnable task) {
      return task == null ? null : EventLoopTask.of(task);
    }
  }

  static final class ScheduleCall {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static @Nullable Callable<?> enter(@Advice.Argument(0) @Nullable Callable<?> task) {
      return task == null ? null : ContextCall.ofApplication(task, EventLoopTask.NETTY);
    }
  }

  static final class Reject {
    @Advice.OnMethodEnter(inline = false)
    @Advice.AssignReturned.ToArguments(@Advice.AssignReturned.ToArguments.ToArgument(0))
    static Runnable enter(@Advice.Argument(0) Runnable task) {
      return ContextTask.original(task);
    }
  }

  static final class StartThread {
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
