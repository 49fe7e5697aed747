package dev.weft.instrumentation.threads;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Threads started by {@code Thread.start()}. Off unless asked for: nothing tells a thread that does
 * some work of a request from one that the request happened to be the first to need.
 */
public final class ThreadStartModule implements InstrumentationModule {

  @Override
  public String name() {
    return "thread-start";
  }

  @Override
  public boolean enabledByDefault() {
    return false;
  }

  @Override
  public void define(ModuleDefinition module) {
    TypeMatch thread = named("java.lang.Thread");
    module.advise(thread, method("start").parameters(new String[0]), Start.class);
    module.advise(thread, method("exit").parameters(new String[0]), End.class);
    // Where libraries start workers by threads of no class of their own.
    module.advise(
        named("org.eclipse.jetty.util.thread.QueuedThreadPool"),
        method("startThread", "startThreads"), // the latter before Jetty 9.4
        StartWorkers.class);
    module.advise(
        named(
            "io.netty.util.concurrent.SingleThreadEventExecutor",
            "io.netty.util.concurrent.GlobalEventExecutor"),
        method("doStartThread", "startThread"),
        StartWorkers.class);
    module.advise(
        named("io.netty.util.HashedWheelTimer"),
        method("start").parameters(new String[0]),
        StartWorkers.class);
  }

  static final class Start {
    @Advice.OnMethodEnter(inline = false)
    static boolean enter(@Advice.This Thread thread) {
      return !WorkerThreads.contain(thread) && StartingThreads.starts(thread);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This Thread thread,
        @Advice.Enter @Nullable Boolean given,
        @Advice.Thrown @Nullable Throwable thrown) {
      StartingThreads.tried(thread, given, thrown);
    }
  }

  /** Called by the JVM as the last thing on a thread. */
  static final class End {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Thread thread) {
      StartingThreads.forget(thread);
    }
  }

  static final class StartWorkers {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter() {
      return WorkerThreads.leaveContext();
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context left) {
      if (left != null) {
        WorkerThreads.returnTo(left);
      }
    }
  }
}
