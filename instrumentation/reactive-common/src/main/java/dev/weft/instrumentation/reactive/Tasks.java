package dev.weft.instrumentation.reactive;

import dev.weft.tracing.ContextTask;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Tasks of schedulers. */
public final class Tasks {
  private Tasks() {}

  /**
   * A task that stands in for the scheduled one and runs it in the current context; null if it may
   * stay as it is, because that is the root context, or because it is a stand-in already.
   */
  public static @Nullable Runnable handedOver(Runnable task) {
    return task instanceof ContextTask || Context.current() == Context.root()
        ? null
        : ContextTask.inCurrentContext(task);
  }
}
