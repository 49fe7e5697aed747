package dev.weft.instrumentation.okhttp;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Makes contexts current for the time of a method, whatever the method leaves behind. */
final class Contexts {

  private Contexts() {}

  /** Answers what was current before, for {@link #leave}. */
  @SuppressWarnings("MustBeClosedChecker") // leave restores
  static Context enter(Context context) {
    Context before = Context.current();
    context.makeCurrent();
    return before;
  }

  static Context enterRoot() {
    return enter(Context.root());
  }

  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  static void leave(@Nullable Context before) {
    if (before != null) {
      before.makeCurrent();
    }
  }
}
