package dev.weft.instrumentation.reactive;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A task of a scheduler that runs in the context in which it was scheduled. */
public final class ContextTask implements Runnable {
  private final Runnable task;
  private final Context context;

  private ContextTask(Runnable task, Context context) {
    this.task = task;
    this.context = context;
  }

  /** The task in the current context, be it the root: for tasks that may run inside of others. */
  public static Runnable inCurrentContext(Runnable task) {
    return new ContextTask(task, Context.current());
  }

  /** The task in the current context; null if it may stay as it is. */
  public static @Nullable Runnable handedOver(Runnable task) {
    Context current = Context.current();
    return current == Context.root() || task instanceof ContextTask
        ? null
        : new ContextTask(task, current);
  }

  @Override
  public void run() {
    Context previous = Passage.into(context);
    try {
      task.run();
    } finally {
      Passage.back(previous);
    }
  }
}
