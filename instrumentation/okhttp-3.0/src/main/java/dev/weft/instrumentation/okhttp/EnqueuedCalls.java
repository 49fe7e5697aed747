package dev.weft.instrumentation.okhttp;

import dev.weft.tracing.EnteredContext;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.WeakMap;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of calls that wait for a thread. What the dispatcher's executor hands over would not
 * do: a call that had to wait is given to it by the thread of another one that has ended.
 */
final class EnqueuedCalls {
  private static final WeakMap<Object, Context> CALLERS = new WeakMap<>();

  private EnqueuedCalls() {}

  static void add(Object asyncCall) {
    if (Tracing.current() != null) {
      CALLERS.put(asyncCall, Context.current());
    }
  }

  /** Enters the caller's context as {@link EnteredContext} does; answers null if none is known. */
  static @Nullable Context enterContextOf(Object asyncCall) {
    Context caller = CALLERS.remove(asyncCall);
    return EnteredContext.enter(caller);
  }
}
