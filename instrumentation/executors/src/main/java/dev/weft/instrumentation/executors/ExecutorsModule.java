package dev.weft.instrumentation.executors;

import static dev.weft.weaver.module.MethodMatch.constructor;
import static dev.weft.weaver.module.MethodMatch.method;
import static dev.weft.weaver.module.TypeMatch.named;

import dev.weft.weaver.module.InstrumentationModule;
import dev.weft.weaver.module.ModuleDefinition;
import dev.weft.weaver.module.TypeMatch;
import io.opentelemetry.context.Context;
import java.util.Collection;
import java.util.List;
import java.util.RandomAccess;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.RunnableScheduledFuture;
import java.util.concurrent.ThreadPoolExecutor;
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
    threadPools(module);
    forkJoinPools(module);
  }

  private static void threadPools(ModuleDefinition module) {
    TypeMatch pool = named("java.util.concurrent.ThreadPoolExecutor");
    module.advise(pool, method("execute"), Execute.class);
    module.advise(
        named("java.util.concurrent.ScheduledThreadPoolExecutor"),
        method("delayedExecute"),
        Schedule.class);
    module.advise(
        named("java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask"),
        method("cancel"),
        Cancel.class);
    module.advise(pool, method("reject"), Reject.class);
    module.advise(pool, method("remove"), Remove.class);
    module.advise(pool, method("drainQueue"), Drain.class);
    module.advise(
        named("java.util.concurrent.ThreadPoolExecutor$DiscardOldestPolicy"),
        method("rejectedExecution"),
        DiscardOldest.class);
    module.advise(
        named("java.util.concurrent.ThreadPoolExecutor$Worker"), constructor(), NewWorker.class);
    module.advise(pool, method("runWorker"), FirstTask.class);
    module.advise(pool, method("getTask"), NextTask.class);
    module.advise(pool, method("processWorkerExit"), Rest.class);
  }

  private static void forkJoinPools(ModuleDefinition module) {
    TypeMatch task = named("java.util.concurrent.ForkJoinTask");
    module.advise(task, method("fork"), Fork.class);
    module.advise(task, method("doExec"), RunForked.class);
    // These run a task right away, without it ever being in a queue: doInvoke is what the other
    // ones came down to before Java 17.
    module.advise(
        task, method("doInvoke", "invoke", "quietlyInvoke").parameters(new String[0]), Fork.class);
    module.advise(
        task,
        method("invokeAll")
            .parameters("java.util.concurrent.ForkJoinTask", "java.util.concurrent.ForkJoinTask"),
        InvokeTwo.class);
    module.advise(
        task,
        method("invokeAll").parameters("java.util.concurrent.ForkJoinTask[]"),
        InvokeArray.class);
    module.advise(
        task, method("invokeAll").parameters("java.util.Collection"), InvokeCollection.class);

    // What execute, submit and invoke come down to: externalPush in 8 to 18, externalSubmit of a
    // task in 9 and later, poolSubmit since 19. Some call another, which does no harm.
    TypeMatch pool = named("java.util.concurrent.ForkJoinPool");
    module.advise(pool, method("externalPush"), Push.class);
    module.advise(pool, method("externalSubmit"), Push.class);
    module.advise(pool, method("poolSubmit"), PoolSubmit.class);
    // Since 25 a pool schedules, too, on a thread of its own.
    module.advise(
        named("java.util.concurrent.DelayScheduler$ScheduledForkJoinTask"),
        constructor(),
        ScheduleForked.class);
    module.advise(pool, method("runWorker", "onDelaySchedulerStart"), Rest.class);
  }

  static final class Execute {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This ThreadPoolExecutor pool, @Advice.Argument(0) @Nullable Runnable task) {
      if (task != null) {
        PoolTasks.submitted(pool, task);
      }
    }
  }

  static final class Schedule {
    @Advice.OnMethodEnter(inline = false)
    static void enter(
        @Advice.This ThreadPoolExecutor pool, @Advice.Argument(0) RunnableScheduledFuture<?> task) {
      // What runs for ever does not belong to the request that happened to start it.
      if (!task.isPeriodic()) {
        PoolTasks.submitted(pool, task);
      }
    }
  }

  /** It may stay in the queue until it would have been due, but need not hold its context. */
  static final class Cancel {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This Future<?> task, @Advice.Return boolean cancelled) {
      if (cancelled) {
        PoolTasks.cancelled(task);
      }
    }
  }

  static final class Reject {
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.This ThreadPoolExecutor pool,
        @Advice.Argument(0) @Nullable Runnable task,
        @Advice.Thrown @Nullable Throwable thrown) {
      if (task != null) {
        PoolTasks.rejected(pool, task, thrown != null);
      }
    }
  }

  static final class Remove {
    @Advice.OnMethodExit(inline = false)
    static void exit(
        @Advice.This ThreadPoolExecutor pool,
        @Advice.Argument(0) @Nullable Runnable task,
        @Advice.Return boolean removed) {
      if (removed && task != null) {
        PoolTasks.removed(pool, task);
      }
    }
  }

  static final class Drain {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This ThreadPoolExecutor pool, @Advice.Return List<Runnable> tasks) {
      for (int i = 0; i < tasks.size(); i++) {
        PoolTasks.removed(pool, tasks.get(i));
      }
    }
  }

  /** The policy polls the queue's head. */
  static final class DiscardOldest {
    @Advice.OnMethodEnter(inline = false)
    static @Nullable Runnable enter(@Advice.Argument(1) ThreadPoolExecutor pool) {
      return pool.isShutdown() ? null : pool.getQueue().peek();
    }

    /** Only now: a worker that was faster than the policy has taken the context by now. */
    @Advice.OnMethodExit(inline = false, onThrowable = Throwable.class)
    static void exit(
        @Advice.Argument(1) ThreadPoolExecutor pool, @Advice.Enter @Nullable Runnable oldest) {
      if (oldest != null) {
        PoolTasks.removed(pool, oldest);
      }
    }
  }

  static final class NewWorker {
    @Advice.OnMethodExit(inline = false)
    static void exit(
        @Advice.This Object worker,
        @Advice.Argument(0) ThreadPoolExecutor pool,
        @Advice.Argument(1) @Nullable Runnable firstTask) {
      if (firstTask != null) {
        PoolTasks.given(pool, firstTask, worker);
      }
    }
  }

  static final class FirstTask {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This ThreadPoolExecutor pool, @Advice.Argument(0) Object worker) {
      Workers.rest();
      PoolTasks.startsFirst(pool, worker);
    }
  }

  /**
   * Between two calls of this method a worker runs one task, with {@code beforeExecute} and {@code
   * afterExecute} around it.
   */
  static final class NextTask {
    @Advice.OnMethodEnter(inline = false)
    static void enter() {
      Workers.rest();
    }

    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This ThreadPoolExecutor pool, @Advice.Return @Nullable Runnable task) {
      if (task != null) {
        PoolTasks.starts(pool, task);
      }
    }
  }

  static final class Rest {
    @Advice.OnMethodEnter(inline = false)
    static void enter() {
      Workers.rest();
    }
  }

  static final class Fork {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.This ForkJoinTask<?> task) {
      ForkedTasks.pending(task);
    }
  }

  /** The first is run right away, the others are forked. */
  static final class InvokeTwo {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) @Nullable ForkJoinTask<?> first) {
      if (first != null) {
        ForkedTasks.pending(first);
      }
    }
  }

  static final class InvokeArray {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) ForkJoinTask<?> @Nullable [] tasks) {
      if (tasks != null && tasks.length > 0 && tasks[0] != null) {
        ForkedTasks.pending(tasks[0]);
      }
    }
  }

  static final class InvokeCollection {
    @Advice.OnMethodEnter(inline = false)
    static void enter(@Advice.Argument(0) @Nullable Collection<?> tasks) {
      // All other collections become an array first.
      if (tasks instanceof List && tasks instanceof RandomAccess && !tasks.isEmpty()) {
        Object first = ((List<?>) tasks).get(0);
        if (first instanceof ForkJoinTask) {
          ForkedTasks.pending((ForkJoinTask<?>) first);
        }
      }
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

  static final class ScheduleForked {
    @Advice.OnMethodExit(inline = false)
    static void exit(@Advice.This ForkJoinTask<?> task, @Advice.Argument(1) long period) {
      if (period == 0) {
        ForkedTasks.pending(task);
      }
    }
  }

  static final class RunForked {
    @Advice.OnMethodEnter(inline = false)
    static Context enter(@Advice.This ForkJoinTask<?> task) {
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
