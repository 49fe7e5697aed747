package dev.weft.instrumentation.guava;

import io.opentelemetry.context.Context;

/**
 * Runs a task in the context in which this was made. Stands in for the task in an executor's
 * private queue, which runs and prints it, no more.
 */
final class ContextTask implements Runnable {
  private final Runnable task;
  private final Context context = Context.current();

  ContextTask(Runnable task) {
    this.task = task;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // the last line restores, whatever the task leaves
  public void run() {
    Context previous = Context.current();
    context.makeCurrent();
    try {
      task.run();
    } finally {
      previous.makeCurrent();
    }
  }

  @Override
  public String toString() {
    return task.toString();
  }
}
