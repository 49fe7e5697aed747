package dev.weft.instrumentation.executors;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RunnableScheduledFuture;
import net.bytebuddy.asm.Advice;
import org.jspecify.annotations.Nullable;

/** {@code ThreadPoolExecutor}, {@code ScheduledThreadPoolExecutor} and {@code ForkJoinPool}. */
public final class ExecutorsModule implements InstrumentationModule {

  @Override
  public String name() {
    return "executors";
  }

  @Override
  public void define(ModuleDefinition module) {
    TypeMatch pool = named("java.util.concurrent.ThreadPoolExecutor");
    module.advise(pool, method("execute"), Execute.class);
    module.advise(
        named("java.util.concurrent.ScheduledThreadPoolExecutor"),
        method("delayedExecute"),
        Schedule.class);
    module.advise(pool, method("reject", "remove"), Withdraw.class);
    module.advise(pool, method("drainQueue"), Drain.class);
    module.advise(
        named("java.util.concurrent.ThreadPoolExecutor$Worker"), constructor(), NewWorker.class);
    module.advise(pool, method("runWorker"), FirstTask.class);
    module.advise(pool, method("getTask"), NextTask.class);
    module.advise(pool, method("processWorkerExit"), WorkerExit.class);

    TypeMatch task = named("java.util.concurrent.ForkJoinTask");
    module.advise(task, method("fork"), Fork.class);
    module.advise(task, method("doExec"), RunForked.class);
    // What execute, submit and invoke come down to: externalPush in 8 to 18, externalSubmit of a
    // task in 9 and later, poolSubmit since 19. Some call another, which does no harm.
    TypeMatch forkJoinPool = named("java.util.concurrent.ForkJoinPool");
    module.advise(forkJoinPool, method("externalPush"), Push.class);
    module.advise(forkJoinPool, method("externalSubmit"), Push.class);
    module.advise(forkJoinPool, method("poolSubmit"), PoolSubmit.class);

    // Where the common pool has one thread only, on one or two processors, asynchronous stages have
    // a thread each, before Java 25; they are tasks of the pool's kind all the same.
    module.advise(
        named("java.util.concurrent.CompletableFuture$ThreadPerTaskExecutor"),
        method("execute"),
        NewThread.class);
    module.advise(
        named(
            "java.util.concurrent.CompletableFuture$AsyncRun",
            "java.util.concurrent.CompletableFuture$AsyncSupply",
            "java.util.concurrent.CompletableFuture$Completion"),
        method("run"),
        RunForked.class);
  }

  static final class Execute {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) @Nullable Runnable task) {
      if (task != null) {
        PoolTasks.submitted(task);
      }
    }
  }

  static final class Schedule {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) RunnableScheduledFuture<?> task) {
      // What runs for ever does not belong to the request that happened to start it.
      if (!task.isPeriodic()) {
        PoolTasks.submitted(task);
      }
    }
  }

  /** The task will not run, or will be submitted anew by the handler of rejected tasks. */
  static final class Withdraw {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) @Nullable Runnable task) {
      if (task != null) {
        PoolTasks.withdrawn(task);
      }
    }
  }

  static final class Drain {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.Return List<Runnable> tasks) {
      for (int i = 0; i < tasks.size(); i++) {
        PoolTasks.withdrawn(tasks.get(i));
      }
    }
  }

  static final class NewWorker {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Object worker, @Advice.Argument(1) @Nullable Runnable firstTask) {
      if (firstTask != null) {
        PoolTasks.given(firstTask, worker);
      }
    }
  }

  static final class FirstTask {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) Object worker) {
      PoolTasks.starts(worker);
    }
  }

  /**
   * Between two calls of this method a worker runs one task, with {@code beforeExecute} and {@code
   * afterExecute} around it.
   */
  static final class NextTask {
    @Advice.OnMethodEnter(inline = false)
    static void enter() {
      PoolTasks.over();
    }

    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.Return @Nullable Runnable task) {
      if (task != null) {
        PoolTasks.starts(task);
      }
    }
  }

  static final class WorkerExit {
    @Advice.OnMethodEnter(inline = false)
    static void enter() {
      PoolTasks.over();
    }
  }

  static final class Fork {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This ForkJoinTask<?> task) {
      ForkedTasks.forked(task);
    }
  }

  static final class Push {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This ForkJoinPool pool, @Advice.Argument(0) ForkJoinTask<?> task) {
      ForkedTasks.submitted(pool, task);
    }
  }

  static final class PoolSubmit {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This ForkJoinPool pool, @Advice.Argument(1) ForkJoinTask<?> task) {
      ForkedTasks.submitted(pool, task);
    }
  }

  static final class NewThread {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) Runnable task) {
      if (task instanceof ForkJoinTask) {
        ForkedTasks.forked((ForkJoinTask<?>) task);
      }
    }
  }

  static final class RunForked {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Context enter(@Advice.This ForkJoinTask<?> task) {
      return ForkedTasks.starts(task);
    }

    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(@Advice.Enter @Nullable Context previous) {
      if (previous != null) {
        ForkedTasks.over(previous);
      }
    }
  }
}
