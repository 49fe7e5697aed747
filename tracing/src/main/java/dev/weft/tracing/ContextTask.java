package dev.weft.tracing;

import io.opentelemetry.context.Context;

/**
 * Runs a task in the context in which this was made. Stands in for the task where nobody but its
 * executor sees it: it runs it and may print it.
 */
public final class ContextTask implements Runnable {
  private final Runnable task;
  private final Context context;

  private ContextTask(Runnable task, Context context) {
    this.task = task;
    this.context = context;
  }

  /** The task in the current context, be it the root. */
  public static Runnable inCurrentContext(Runnable task) {
    return new ContextTask(task, Context.current());
  }

  /**
   * The application's task in the current context; the same task where it is one by which the
   * library itself serves whoever comes.
   *
   * @param library what the names of the library's own classes begin with
   */
  public static Runnable ofApplication(Runnable task, String library) {
    return task instanceof ContextTask || task.getClass().getName().startsWith(library)
        ? task
        : inCurrentContext(task);
  }

  /** The task for which another stands in; itself if it is no stand-in. */
  public static Runnable original(Runnable task) {
    return task instanceof ContextTask ? ((ContextTask) task).task : task;
  }

  @Override
  public void run() {
    Context previous = EnteredContext.enter(context);
    try {
      task.run();
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
