package dev.weft.instrumentation.jbossthreads;

import dev.weft.tracing.ContextTask;
import java.util.List;

/** What the pool is given to run. */
final class PoolTask {
  private PoolTask() {}

  /**
   * The task in the current context. Those by which XNIO and Undertow serve a connection stay as
   * they are: whichever request comes next on it is theirs.
   */
  static Runnable of(Runnable task) {
    String name = task.getClass().getName();
    return name.startsWith("io.undertow.") || name.startsWith("org.xnio.")
        ? task
        : ContextTask.ofApplication(task, "org.jboss.threads.");
  }

  /** Puts the application's tasks back in the place of their stand-ins. */
  static void restore(List<Runnable> tasks) {
    for (int i = 0; i < tasks.size(); i++) {
      Runnable task = tasks.get(i);
      Runnable original = ContextTask.original(task);
      if (original != task) {
        tasks.set(i, original);
      }
    }
  }
}
