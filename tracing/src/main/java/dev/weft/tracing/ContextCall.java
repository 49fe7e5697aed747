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
  public V call() throws Exception {
    Context previous = EnteredContext.enter(context);
    try {
      return task.call();
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
