package dev.weft.instrumentation.vertx4;

import dev.weft.tracing.WeakMap;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Requests that wait for the response to the one before them, and the contexts they came in. */
final class WaitingRequests {
  private static final WeakMap<Object, Context> CONTEXTS = new WeakMap<>();

  private WaitingRequests() {}

  /** The request of the current context has come. */
  static void add(Object request) {
    CONTEXTS.put(request, Context.current());
  }

  /** The context of a request that is to be served now; null if it is not known. */
  static @Nullable Context remove(Object request) {
    return CONTEXTS.remove(request);
  }
}
