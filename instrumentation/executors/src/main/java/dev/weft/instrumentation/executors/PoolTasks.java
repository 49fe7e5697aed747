package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;

/** Tasks of {@code ThreadPoolExecutor}s. */
final class PoolTasks {
  private static final CapturedContexts CAPTURED = new CapturedContexts();

  private PoolTasks() {}

  /** A task is submitted in the current context. */
  static void submitted(Runnable task) {
    Context current = Context.current();
    if (current == Context.root()) {
      // An earlier submission that was taken out of the queue behind our back must not count.
      CAPTURED.withdraw(task);
    } else if (!isShared(task)) {
      CAPTURED.add(task, current);
    }
  }

  /** Tasks by which the JDK's HTTP client serves whichever requests share a connection. */
  private static boolean isShared(Runnable task) {
    return task.getClass().getName().startsWith("jdk.internal.net.http.");
  }

  static void withdrawn(Runnable task) {
    CAPTURED.withdraw(task);
  }

  /** A new worker will run the task first, without it ever being in the queue. */
  static void given(Runnable task, Object worker) {
    Context context = CAPTURED.take(task);
    if (context != null) {
      CAPTURED.add(worker, context);
    }
  }

  /**
   * The calling worker goes on with a task from the queue, or its first: itself stands for that.
   */
  @SuppressWarnings("MustBeClosedChecker") // over() restores
  static void starts(Object taskOrWorker) {
    Context context = CAPTURED.take(taskOrWorker);
    if (context != null) {
      context.makeCurrent();
    }
  }

  /**
   * The calling worker has done its task. Between tasks it is nobody's, so it goes back to the root
   * context, whatever the task has left behind.
   */
  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  static void over() {
    if (Context.current() != Context.root()) {
      Context.root().makeCurrent();
    }
  }
}
