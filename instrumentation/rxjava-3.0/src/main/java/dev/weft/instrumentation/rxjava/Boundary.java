package dev.weft.instrumentation.rxjava;

import io.opentelemetry.context.Context;

/**
 * A place where a chain is entered: at its end, where somebody requests and disposes, or below a
 * source that signals from elsewhere. What passes, in either direction, goes on in the chain's
 * context; what comes back finds its own again.
 */
abstract class Boundary {
  final Context context = Context.current();

  Boundary() {}
}
