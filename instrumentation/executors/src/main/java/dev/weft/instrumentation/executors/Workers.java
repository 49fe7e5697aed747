package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;

/** Threads that run one task after another. */
final class Workers {
  private Workers() {}

  /**
   * The calling worker has no task. It is nobody's then, so it goes back to the root context,
   * whatever a task has left behind, or whoever has started it.
   */
  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  static void rest() {
    if (Context.current() != Context.root()) {
      Context.root().makeCurrent();
    }
  }
}
