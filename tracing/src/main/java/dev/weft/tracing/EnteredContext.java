package dev.weft.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import org.jspecify.annotations.Nullable;

/**
 * A context that is current for as long as something runs, whatever that leaves behind: advice and
 * stand-ins for tasks and subscribers enter it before and leave it after.
 *
 * <pre>
 *   Context previous = EnteredContext.enter(context);
 *   try { … } finally { EnteredContext.leave(previous); }
 * </pre>
 *
 * <p>A {@code Scope} would not go back past one that the application has left open, and is an
 * object for each of the dozens of switches that a reactive request makes.
 */
public final class EnteredContext {
  /** Whether contexts are in our own storage and nobody stands around it to hear of changes. */
  private static final boolean OURS = ContextStorage.get() instanceof ThreadContexts;

  private EnteredContext() {}

  /**
   * Makes a context current, until {@link #leave}.
   *
   * @return the context that was current before; null if there was none to enter
   */
  public static @Nullable Context enter(@Nullable Context context) {
    return context == null ? null : replace(context);
  }

  /**
   * Makes the context current again that was so before.
   *
   * @param previous the answer of {@link #enter}; null changes nothing
   */
  public static void leave(@Nullable Context previous) {
    if (previous != null) {
      replace(previous);
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // leave() goes back to what this answers
  private static Context replace(Context context) {
    if (OURS) {
      return ThreadContexts.replace(context);
    }
    Context previous = Context.current();
    context.makeCurrent();
    return previous;
  }
}
