package dev.weft.instrumentation.reactive;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The way into a chain's context and back.
 *
 * <pre>
 *   Context previous = Passage.into(context);
 *   try { … } finally { Passage.back(previous); }
 * </pre>
 *
 * <p>Mostly a signal arrives in the context already: then this is one read of a thread-local. No
 * {@code Scope} is used because one would not go back past a scope that the application has left
 * open.
 */
public final class Passage {
  private Passage() {}

  /**
   * Makes a context current.
   *
   * @return what was current; null if it was this context already
   */
  @SuppressWarnings("MustBeClosedChecker") // back() restores
  public static @Nullable Context into(Context context) {
    Context current = Context.current();
    if (current == context) {
      return null;
    }
    context.makeCurrent();
    return current;
  }

  /** Makes current again what {@link #into} has returned. */
  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is the one into() opened
  public static void back(@Nullable Context previous) {
    if (previous != null) {
      previous.makeCurrent();
    }
  }
}
