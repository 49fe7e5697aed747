package dev.weft.tracing;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * A context that is current for as long as a method of a library runs, whatever that method leaves
 * behind: advice enters it before and leaves it after.
 */
public final class EnteredContext {
  private EnteredContext() {}

  /**
   * Makes a context current, until {@link #leave}.
   *
   * @return the context that was current before; null if none became
   */
  @SuppressWarnings("MustBeClosedChecker") // leave restores
  public static @Nullable Context enter(@Nullable Context context) {
    if (context == null) {
      return null;
    }
    Context previous = Context.current();
    context.makeCurrent();
    return previous;
  }

  /**
   * Makes the context current again that was so before.
   *
   * @param previous the answer of {@link #enter}; null changes nothing
   */
  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  public static void leave(@Nullable Context previous) {
    if (previous != null) {
      previous.makeCurrent();
    }
  }
}
