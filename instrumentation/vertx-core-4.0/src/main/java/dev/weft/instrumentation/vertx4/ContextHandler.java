package dev.weft.instrumentation.vertx4;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.vertx.core.Handler;

/** Runs a handler in the context in which this was made. */
final class ContextHandler<T> implements Handler<T> {
  private final Handler<T> handler;
  private final Context context = Context.current();

  ContextHandler(Handler<T> handler) {
    this.handler = handler;
  }

  @Override
  public void handle(T event) {
    Context previous = EnteredContext.enter(context);
    try {
      handler.handle(event);
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
