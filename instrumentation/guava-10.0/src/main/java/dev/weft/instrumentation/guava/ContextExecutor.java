package dev.weft.instrumentation.guava;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import java.util.concurrent.Executor;

/**
 * Gives tasks to an executor in the context in which this was made, whatever thread does so. The
 * executor itself sees the same task, and hands that context on by its own means.
 *
 * <p>Stands in for a listener's executor inside a future, which calls and prints it, no more.
 */
final class ContextExecutor implements Executor {
  private final Executor executor;
  private final Context context;

  private ContextExecutor(Executor executor, Context context) {
    this.executor = executor;
    this.context = context;
  }

  static Executor of(Executor executor) {
    // What is one already was made on the way here, for the same listener.
    return executor instanceof ContextExecutor
        ? executor
        : new ContextExecutor(executor, Context.current());
  }

  @Override
  public void execute(Runnable task) {
    Context previous = EnteredContext.enter(context);
    try {
      executor.execute(task);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public String toString() {
    return executor.toString();
  }
}
