package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;

/** Tasks of {@code ThreadPoolExecutor}s. */
final class PoolTasks {
  private static final PendingTasks WAITING = new PendingTasks();

  /**
   * Tasks that an application's handler of rejected tasks has dropped, or has put into the queue
   * and a worker has just taken out. In the latter case the worker asks for it in no time.
   */
  private static final PendingTasks IN_DOUBT = new PendingTasks();

  /** From how many submissions of one task on it is looked whether they can be true. */
  private static final int SUSPICIOUS = 64;

  private PoolTasks() {}

  /** A task is submitted in the current context. */
  static void submitted(ThreadPoolExecutor pool, Runnable task) {
    Context current = Context.current();
    // A future runs once, so there is no other submission to tell one in the root context from.
    if ((current == Context.root() && task instanceof Future) || isShared(task)) {
      return;
    }
    IN_DOUBT.takeOldest(task, pool);
    int count = WAITING.add(task, pool, current);
    if (count >= SUSPICIOUS) {
      forgetWhatCannotWait(pool, task, count);
    }
  }

  /** Tasks by which the JDK's HTTP client serves whichever requests share a connection. */
  private static boolean isShared(Runnable task) {
    return task.getClass().getName().startsWith("jdk.internal.net.http.");
  }

  /** The application may have taken the task out of the queue itself, time and again. */
  private static void forgetWhatCannotWait(ThreadPoolExecutor pool, Runnable task, int count) {
    int possible = pool.getQueue().size() + SUSPICIOUS;
    if (count > possible) {
      WAITING.keepNewest(possible - SUSPICIOUS / 2, task, pool);
    }
  }

  /** The task is no longer in the queue, and will not run for it. */
  static void removed(ThreadPoolExecutor pool, Runnable task) {
    WAITING.takeOldest(task, pool);
  }

  /** The caller's own submission of the task was refused. */
  static void rejected(ThreadPoolExecutor pool, Runnable task, boolean thrown) {
    Context current = Context.current();
    if (thrown || isOfTheJdk(pool.getRejectedExecutionHandler())) {
      WAITING.takeNewest(task, pool, current);
      return;
    }
    // A future runs once at most. If it will not, it is forgotten with the task.
    if (task instanceof Future || occurrences(pool, task) >= WAITING.count(task, pool)) {
      return;
    }
    IN_DOUBT.set(task, pool, current);
    if (!WAITING.takeNewest(task, pool, current)) {
      IN_DOUBT.takeOldest(task, pool);
    }
  }

  private static boolean isOfTheJdk(Object handler) {
    return handler.getClass().getClassLoader() == null;
  }

  private static int occurrences(ThreadPoolExecutor pool, Runnable task) {
    int count = 0;
    for (Runnable queued : pool.getQueue()) {
      if (queued == task) {
        count++;
      }
    }
    return count;
  }

  /** A new worker will run the caller's task first, without it ever being in the queue. */
  static void given(ThreadPoolExecutor pool, Runnable task, Object worker) {
    Context current = Context.current();
    if (WAITING.takeNewest(task, pool, current) && current != Context.root()) {
      WAITING.add(worker, pool, current);
    }
  }

  /**
   * The calling worker goes on with a task from the queue, or its first: itself stands for that.
   */
  @SuppressWarnings("MustBeClosedChecker") // Workers.rest ends it
  static void starts(ThreadPoolExecutor pool, Object taskOrWorker) {
    Context context = WAITING.takeOldest(taskOrWorker, pool);
    if (context == null) {
      context = IN_DOUBT.takeOldest(taskOrWorker, pool);
    }
    if (context != null && context != Context.root()) {
      context.makeCurrent();
    }
  }
}
