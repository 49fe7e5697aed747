package dev.weft.instrumentation.completablefuture;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.WeakMap;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of stages that have not run, and of what {@code supplyAsync} and its like have given
 * to an executor. Held by identity and weakly: a future that nobody completes takes its stages
 * along.
 */
final class Stages {
  private static final WeakMap<Object, Context> ATTACHED = new WeakMap<>();

  private Stages() {}

  /** A new stage, which no other thread knows yet, is attached in the current context. */
  static void attached(Object stage) {
    Context current = Context.current();
    if (current != Context.root()) {
      ATTACHED.putNew(stage, current);
    }
  }

  /**
   * The calling thread will run the stage if all that it depends on is there, and if no other
   * thread is first. So the context stays until {@link #claimed}.
   *
   * @return what is current without the stage; null if the stage brings no other context
   */
  static @Nullable Context fires(Object stage) {
    return EnteredContext.enter(ATTACHED.get(stage));
  }

  /** Whoever fires the stage from now on is too late, or the thread to run it. */
  static void claimed(Object stage) {
    ATTACHED.remove(stage);
  }

  /** The calling thread, an executor's, runs the stage; answers like {@link #fires}. */
  static @Nullable Context runs(Object stage) {
    return EnteredContext.enter(ATTACHED.remove(stage));
  }
}
