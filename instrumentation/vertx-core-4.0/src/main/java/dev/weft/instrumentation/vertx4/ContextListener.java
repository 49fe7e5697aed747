package dev.weft.instrumentation.vertx4;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.vertx.core.CompositeFuture;
import io.vertx.core.impl.future.Listener;
import io.vertx.core.impl.future.PromiseInternal;
import org.jspecify.annotations.Nullable;

/** Tells a listener of a future the outcome in the context in which it was attached. */
final class ContextListener<T> implements Listener<T> {
  private final Listener<T> listener;
  private final Context context;

  private ContextListener(Listener<T> listener) {
    this.listener = listener;
    context = Context.current();
  }

  /** Null for a listener that only completes a future, whose listeners have contexts themselves. */
  static <T> @Nullable Listener<T> of(Listener<T> listener) {
    return listener instanceof PromiseInternal || listener instanceof CompositeFuture
        ? null
        : new ContextListener<>(listener);
  }

  @Override
  public void onSuccess(T value) {
    Context previous = EnteredContext.enter(context);
    try {
      listener.onSuccess(value);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public void onFailure(Throwable failure) {
    Context previous = EnteredContext.enter(context);
    try {
      listener.onFailure(failure);
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
