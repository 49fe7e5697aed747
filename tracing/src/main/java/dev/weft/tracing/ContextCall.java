package dev.weft.tracing;

import io.opentelemetry.context.Context;
import java.util.concurrent.Callable;

/** What {@link ContextTask} is to a task without a result. */
public final class ContextCall<V> implements Callable<V> {
  private final Callable<V> task;
  private final Context context;

  private ContextCall(Callable<V> task, Context context) {
    this.task = task;
    this.context = context;
  }

  /** See {@link ContextTask#inCurrentContext}. */
  public static <V> Callable<V> inCurrentContext(Callable<V> task) {
    return new ContextCall<>(task, Context.current());
  }

  /** See {@link ContextTask#ofApplication}. */
  public static <V> Callable<V> ofApplication(Callable<V> task, String library) {
    return task.getClass().getName().startsWith(library) ? task : inCurrentContext(task);
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the last line restores, whatever the task leaves
  public V call() throws Exception {
    Context previous = Context.current();
    context.makeCurrent();
    try {
      return task.call();
    } finally {
      previous.makeCurrent();
    }
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
