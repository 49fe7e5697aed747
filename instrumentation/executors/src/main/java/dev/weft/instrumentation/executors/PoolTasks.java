package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import org.jspecify.annotations.Nullable;

/** Tasks of {@code ThreadPoolExecutor}s. */
final class PoolTasks {
  private static final PendingTasks WAITING = new PendingTasks();

  /**
   * Tasks that an application's handler of rejected tasks has dropped, or has put into the queue
   * and a worker has just taken out. In the latter case the worker asks for it in no time. Made
   * when there is one.
   */
  private static volatile @Nullable PendingTasks inDoubt;

  /** Where futures wait: a future runs once, whatever pools it is given to. */
  private static final Object ANY_POOL = PoolTasks.class;

  /** From how many submissions of one task on it is looked whether they can be true. */
  private static final int SUSPICIOUS = 64;

  private PoolTasks() {}

  /** A task is submitted in the current context. */
  static void submitted(ThreadPoolExecutor pool, Runnable task) {
    Context current = Context.current();
    if (task instanceof Future) {
      // No other run of it to tell one in the root context from.
      if (current != Context.root() && !isShared(task)) {
        WAITING.add(task, ANY_POOL, current);
      }
    } else if (!isShared(task)) {
      forgetDoubt(pool, task);
      int count = WAITING.add(task, pool, current);
      if (count >= SUSPICIOUS) {
        forgetWhatCannotWait(pool, task, count);
      }
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

  private static Object place(ThreadPoolExecutor pool, Runnable task) {
    return task instanceof Future ? ANY_POOL : pool;
  }

  /** The task is no longer in the queue, and will not run for it. */
  static void removed(ThreadPoolExecutor pool, Runnable task) {
    WAITING.takeOldest(task, place(pool, task));
  }

  /** The future will not run, however long it stays in its queue. */
  static void cancelled(Future<?> task) {
    WAITING.takeOldest(task, ANY_POOL);
  }

  /** The caller's own submission of the task was refused. */
  static void rejected(ThreadPoolExecutor pool, Runnable task, boolean thrown) {
    Context current = Context.current();
    if (thrown || isOfTheJdk(pool.getRejectedExecutionHandler())) {
      WAITING.takeNewest(task, place(pool, task), current);
      return;
    }
    // If a future will not run, it is forgotten as soon as the application forgets it.
    if (task instanceof Future) {
      return;
    }
    // In this order: what a worker begins in between is missing in the queue then, and not among
    // those that wait, which would look as if this one waited rightly.
    int waiting = WAITING.count(task, pool);
    if (occurrences(pool, task) >= waiting) {
      return;
    }
    doubt(pool, task, current);
    if (!WAITING.takeNewest(task, pool, current)) {
      forgetDoubt(pool, task);
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

  private static void doubt(ThreadPoolExecutor pool, Runnable task, Context context) {
    PendingTasks known = inDoubt;
    if (known == null) {
      // Of two that are made at once, one is lost with what is in doubt there.
      known = new PendingTasks();
      inDoubt = known;
    }
    known.set(task, pool, context);
  }

  private static @Nullable Context forgetDoubt(ThreadPoolExecutor pool, Object task) {
    PendingTasks known = inDoubt;
    return known == null ? null : known.takeOldest(task, pool);
  }

  /** A new worker will run the caller's task first, without it ever being in the queue. */
  static void given(ThreadPoolExecutor pool, Runnable task, Object worker) {
    Context current = Context.current();
    if (WAITING.takeNewest(task, place(pool, task), current) && current != Context.root()) {
      WAITING.add(worker, pool, current);
    }
  }

  /** The calling worker, which has been given a task, begins with it. */
  static void startsFirst(ThreadPoolExecutor pool, Object worker) {
    makeCurrent(WAITING.takeOldest(worker, pool));
  }

  /** The calling worker goes on with a task from the queue. */
  static void starts(ThreadPoolExecutor pool, Runnable task) {
    Context context = WAITING.takeOldest(task, place(pool, task));
    makeCurrent(context == null ? forgetDoubt(pool, task) : context);
  }

  @SuppressWarnings("MustBeClosedChecker") // Workers.rest ends it
  private static void makeCurrent(@Nullable Context context) {
    if (context != null && context != Context.root()) {
      context.makeCurrent();
    }
  }
}
