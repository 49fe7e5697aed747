package dev.weft.tracing.db;

import static io.opentelemetry.semconv.DbAttributes.DB_RESPONSE_STATUS_CODE;

import dev.weft.tracing.Failures;
import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/** A call to a database. */
public final class DatabaseOperation extends Operation {
  private static final ContextKey<DatabaseOperation> KEY = ContextKey.named("weft-db-client");

  private final DbInfo info;
  private final DatabaseGetter<?> getter;

  DatabaseOperation(
      Tracing tracing, Span span, Context parent, DbInfo info, DatabaseGetter<?> getter) {
    super(tracing, span, parent, KEY);
    this.info = info;
    this.getter = getter;
  }

  static @Nullable DatabaseOperation fromContext(Context context) {
    return context.get(KEY);
  }

  DatabaseOperation begin(Context current) {
    attach(current);
    return this;
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param thrown why the call failed, or null
   */
  public void end(@Nullable Throwable thrown) {
    try {
      if (claimEnd()) {
        finish(thrown);
      }
    } finally {
      detach();
    }
  }

  private void finish(@Nullable Throwable thrown) {
    try {
      if (thrown != null && span().isRecording()) {
        writeFailure(thrown);
      }
    } finally {
      span().end();
    }
  }

  /** Conventions, on {@code error.type}: the database's code, or else the exception's class. */
  private void writeFailure(Throwable thrown) {
    Failures.addEvent(span(), thrown, tracing().settings().attributeValueLimit());
    String code = getter.statusCode(thrown, info);
    if (code != null) {
      span().setAttribute(DB_RESPONSE_STATUS_CODE, code);
    }
    Failures.markFailed(span(), code == null ? Failures.typeOf(thrown) : code);
  }
}
