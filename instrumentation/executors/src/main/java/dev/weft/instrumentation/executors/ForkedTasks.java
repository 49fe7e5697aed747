package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/** Tasks of {@code ForkJoinPool}s. Each is pending once at most, so its last submission counts. */
final class ForkedTasks {
  private static final CapturedContexts CAPTURED = new CapturedContexts();

  private ForkedTasks() {}

  static void forked(ForkJoinTask<?> task) {
    Context current = Context.current();
    if (current == Context.root()) {
      CAPTURED.withdraw(task);
    } else {
      CAPTURED.set(task, current);
    }
  }

  static void submitted(ForkJoinPool pool, ForkJoinTask<?> task) {
    Context current = Context.current();
    if (current == Context.root()) {
      CAPTURED.withdraw(task);
    } else if (!runsVirtualThreads(pool)) {
      CAPTURED.set(task, current);
    }
  }

  /** Such a pool's tasks are threads, woken up by whoever unparks them. */
  private static boolean runsVirtualThreads(ForkJoinPool pool) {
    return pool.getFactory().getClass().getName().startsWith("java.lang.VirtualThread");
  }

  /**
   * The calling thread, a worker or one that waits for a result, goes on with the task.
   *
   * @return what is current without the task; null if the task brings no context
   */
  @SuppressWarnings("MustBeClosedChecker") // over() restores
  static @Nullable Context starts(ForkJoinTask<?> task) {
    Context context = CAPTURED.take(task);
    if (context == null) {
      return null;
    }
    Context previous = Context.current();
    context.makeCurrent();
    return previous;
  }

  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  static void over(Context previous) {
    previous.makeCurrent();
  }
}
