package dev.weft.instrumentation.vertx5;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.vertx.core.Completable;
import io.vertx.core.CompositeFuture;
import io.vertx.core.internal.PromiseInternal;
import org.jspecify.annotations.Nullable;

/** Tells a listener of a future the outcome in the context in which it was attached. */
final class ContextListener<T> implements Completable<T> {
  private final Completable<T> listener;
  private final Context context;

  private ContextListener(Completable<T> listener) {
    this.listener = listener;
    context = Context.current();
  }

  /**
   * Null for a listener that only completes a future, whose listeners have contexts themselves. One
   * that stands for several is also taken back by its identity.
   */
  static <T> @Nullable Completable<T> of(Completable<T> listener) {
    return listener instanceof PromiseInternal || listener instanceof CompositeFuture
        ? null
        : new ContextListener<>(listener);
  }

  @Override
  public void complete(@Nullable T value, @Nullable Throwable failure) {
    Context previous = EnteredContext.enter(context);
    try {
      listener.complete(value, failure);
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
