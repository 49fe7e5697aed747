package dev.weft.instrumentation.reactive;

import io.opentelemetry.context.Context;

/** A task of a scheduler that runs in the context in which it was scheduled. */
public final class ContextTask implements Runnable {
  private final Runnable task;
  private final Context context;

  public ContextTask(Runnable task, Context context) {
    this.task = task;
    this.context = context;
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
