package dev.weft.instrumentation.reactor;

import dev.weft.instrumentation.reactive.ContextTask;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Tasks of Reactor's schedulers. */
final class Tasks {
  private Tasks() {}

  /** The task for the current context; null if it may stay as it is. */
  static @Nullable Runnable scheduled(Runnable task) {
    Context current = Context.current();
    return current == Context.root() ? null : new ContextTask(task, current);
  }
}
