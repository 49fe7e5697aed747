package dev.weft.instrumentation.threads;

import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/**
 * Threads that live for one task: virtual ones, and those of thread-per-task executors and
 * structured scopes. Java 8 to 18 have none of the hooked classes.
 */
public final class ThreadsModule implements InstrumentationModule {

  @Override
  public String name() {
    return "threads";
  }

  @Override
  public void define(ModuleDefinition module) {
    // start() of a virtual thread comes down to this, too. What the scheduler runs later, whoever
    // wakes the thread up, is not looked at.
    TypeMatch virtual = named("java.lang.VirtualThread");
    module.advise(
        virtual, method("start").parameters("jdk.internal.vm.ThreadContainer"), Start.class);
    module.advise(virtual, method("afterDone").parameters("boolean"), End.class);
    // Platform threads of a factory. Not where these two meet, in Thread: pool workers pass there.
    String thread = "java.lang.Thread";
    TypeMatch executor = named("java.util.concurrent.ThreadPerTaskExecutor");
    module.advise(executor, method("start").parameters(thread), StartGiven.class);
    module.advise(executor, method("taskComplete").parameters(thread), EndGiven.class);
    TypeMatch scope = named("jdk.internal.misc.ThreadFlock");
    module.advise(scope, method("start").parameters(thread), StartGiven.class);
    module.advise(scope, method("onExit").parameters(thread), EndGiven.class);
  }

  static final class Start {
    @Advice.OnMethodEnter(inline = false)
    static boolean enter(@Advice.This Thread thread) {
      return StartingThreads.starts(thread);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This Thread thread,
        @Advice.Enter @Nullable Boolean given,
        @Advice.Thrown @Nullable Throwable thrown) {
      StartingThreads.tried(thread, given, thrown);
    }
  }

  static final class End {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This Thread thread) {
      StartingThreads.forget(thread);
    }
  }

  static final class StartGiven {
    @Advice.OnMethodEnter(inline = false)
    static boolean enter(@Advice.Argument(0) @Nullable Thread thread) {
      return thread != null && StartingThreads.starts(thread);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(0) @Nullable Thread thread,
        @Advice.Enter @Nullable Boolean given,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (thread != null) {
        StartingThreads.tried(thread, given, thrown);
      }
    }
  }

  static final class EndGiven {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) Thread thread) {
      // Java 21 calls this, too, on a thread that cancels the task of another, which goes on.
      if (thread == Thread.currentThread()) {
        StartingThreads.forget(thread);
      }
    }
  }
}
