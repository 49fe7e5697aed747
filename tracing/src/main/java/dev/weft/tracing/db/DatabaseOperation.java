package dev.weft.tracing.db;

import static io.opentelemetry.semconv.DbAttributes.DB_OPERATION_BATCH_SIZE;
import static io.opentelemetry.semconv.DbAttributes.DB_OPERATION_NAME;
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
   * Says that the call has turned out to be more than one operation. To be called before its end.
   */
  void becameBatch(String name, int size) {
    Span span = span();
    span.updateName(DatabaseAttributes.name(info, name));
    span.setAttribute(DB_OPERATION_NAME, name);
    if (size >= 2) {
      span.setAttribute(DB_OPERATION_BATCH_SIZE, (long) size);
    }
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

  /**
   * Ends the operation: the store has answered by an error.
   *
   * @param error what it said, of which the first word is recorded if it tells the kind
   */
  public void refuse(String error) {
    if (claimEnd()) {
      try {
        String code = RedisError.prefix(error);
        if (code != null) {
          span().setAttribute(DB_RESPONSE_STATUS_CODE, code);
        }
        Failures.markFailed(span(), code == null ? "_OTHER" : code);
      } finally {
        span().end();
      }
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
    if (getter.isTellable(thrown)) {
      Failures.addEvent(span(), thrown, tracing().settings().attributeValueLimit());
    }
    String code = getter.statusCode(thrown, info);
    if (code != null) {
      span().setAttribute(DB_RESPONSE_STATUS_CODE, code);
    }
    Failures.markFailed(span(), code == null ? Failures.typeOf(thrown) : code);
  }
}
