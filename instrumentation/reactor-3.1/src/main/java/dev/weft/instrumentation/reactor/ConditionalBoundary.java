package dev.weft.instrumentation.reactor;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import reactor.core.Fuseable;

/** A boundary above an operator that tells which elements it drops. */
final class ConditionalBoundary<T> extends Boundary<T>
    implements Fuseable.ConditionalSubscriber<T> {
  private final Fuseable.ConditionalSubscriber<? super T> conditional;

  ConditionalBoundary(Fuseable.ConditionalSubscriber<? super T> actual, Context context) {
    super(actual, context);
    this.conditional = actual;
  }

  @Override
  public boolean tryOnNext(T element) {
    Context previous = EnteredContext.enter(context);
    try {
      return conditional.tryOnNext(element);
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
