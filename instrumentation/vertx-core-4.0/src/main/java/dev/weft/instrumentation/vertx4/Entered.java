package dev.weft.instrumentation.vertx4;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A context that is current for as long as a method runs. */
final class Entered {

  private Entered() {}

  /**
   * Makes a context current, until {@link #leave}.
   *
   * @return the context that was current before; null if none became
   */
  @SuppressWarnings("MustBeClosedChecker") // leave restores
  static @Nullable Context enter(@Nullable Context context) {
    if (context == null) {
      return null;
    }
    Context previous = Context.current();
    context.makeCurrent();
    return previous;
  }

  @SuppressWarnings("MustBeClosedChecker") // what it restores is a scope of others
  static void leave(@Nullable Context previous) {
    if (previous != null) {
      previous.makeCurrent();
    }
  }
}
