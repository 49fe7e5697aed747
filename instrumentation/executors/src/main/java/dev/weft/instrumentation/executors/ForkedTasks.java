package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/**
 * Tasks of {@code ForkJoinPool}s. Each is pending once at most, wherever that is: a thread that
 * waits may run the task of another pool. So its last submission counts.
 */
final class ForkedTasks {
  private static final PendingTasks WAITING = new PendingTasks();
  private static final Object ANYWHERE = ForkedTasks.class;

  private ForkedTasks() {}

  /** The task is submitted to a pool in the current context. */
  static void submitted(ForkJoinPool pool, ForkJoinTask<?> task) {
    if (!runsVirtualThreads(pool)) {
      pending(task);
    }
  }

  /** Such a pool's tasks are threads, woken up by whoever unparks them. */
  private static boolean runsVirtualThreads(ForkJoinPool pool) {
    return pool.getFactory().getClass().getName().startsWith("java.lang.VirtualThread");
  }

  /** The task will run in the current context. */
  static void pending(ForkJoinTask<?> task) {
    Context current = Context.current();
    if (current == Context.root()) {
      WAITING.takeOldest(task, ANYWHERE);
    } else {
      WAITING.set(task, ANYWHERE, current);
    }
  }

  /**
   * The calling thread, a worker or one that waits for a result, goes on with the task.
   *
   * @return what is current without the task
   */
  @SuppressWarnings("MustBeClosedChecker") // over() restores
  static Context starts(ForkJoinTask<?> task) {
    Context previous = Context.current();
    Context context = WAITING.takeOldest(task, ANYWHERE);
    if (context == null) {
      context = Context.root();
    }
    if (context != previous) {
      context.makeCurrent();
    }
    return previous;
  }

  /** The task is done, so its thread goes back to what was current before. */
  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  static void over(Context previous) {
    if (Context.current() != previous) {
      previous.makeCurrent();
    }
  }
}
