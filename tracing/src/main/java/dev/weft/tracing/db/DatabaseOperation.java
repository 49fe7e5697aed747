package dev.weft.tracing.db;

import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** A call to a database. */
public final class DatabaseOperation extends Operation {
  private static final ContextKey<DatabaseOperation> KEY = ContextKey.named("weft-db-client");

  DatabaseOperation(Tracing tracing, Span span, Context parent) {
    super(tracing, span, parent, KEY);
  }

  static @Nullable DatabaseOperation fromContext(Context context) {
    return context.get(KEY);
  }

  void begin(Context current) {
    attach(current);
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param thrown why the call failed, or null
   */
  public void end(@Nullable Throwable thrown) {
    if (claimEnd()) {
      span().end();
    }
    detach();
  }
}
