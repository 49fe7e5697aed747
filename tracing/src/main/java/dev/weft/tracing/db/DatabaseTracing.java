package dev.weft.tracing.db;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Repetitions;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the calls that a database client makes.
 *
 * @param <Q> the call
 */
public final class DatabaseTracing<Q> {
  private final InstrumentationScope scope;
  private final DatabaseGetter<Q> getter;
  private final DatabaseView<Q> view;
  private volatile @Nullable SqlQueryCache queries;

  /** Tracing for the instrumentation of the given name, {@code jdbc}. */
  public DatabaseTracing(String module, DatabaseGetter<Q> getter) {
    this.scope = new InstrumentationScope(module);
    this.getter = getter;
    this.view = new DatabaseView<>(getter);
  }

  /**
   * Starts an operation and makes its context current on the calling thread.
   *
   * @return null if no span is wanted: a wrapper above this driver already traces the call, the
   *     span is dropped as the one above was, the thread is the agent's, or tracing is not
   *     configured
   */
  public @Nullable DatabaseOperation start(Q call) {
    Context current = Context.current();
    DatabaseOperation operation = startDetached(call, current);
    return operation == null ? null : operation.begin(current);
  }

  /** As {@link #start}, but makes no context current. */
  @Nullable DatabaseOperation startDetached(Q call, Context parent) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    DatabaseOperation outer = DatabaseOperation.fromContext(parent);
    if (outer != null && !outer.isEnded()) {
      return null;
    }
    HeadDecision decision = tracing.decide(parent, view, call);
    if (decision.isDropped() && tracing.needsNoSpan(parent, decision)) {
      return null;
    }
    DbInfo info = getter.info(call);
    Span span = startSpan(tracing, parent, decision, call, info);
    return new DatabaseOperation(tracing, span, parent, info, getter);
  }

  private Span startSpan(
      Tracing tracing, Context parent, HeadDecision decision, Q call, DbInfo info) {
    TracingSettings settings = tracing.settings();
    long batchSize = getter.batchSize(call);
    String operation = getter.operation(call);
    SqlQuery query = operation == null ? query(call, info, batchSize, settings) : null;
    String name =
        operation == null
            ? DatabaseAttributes.name(info, query)
            : DatabaseAttributes.name(info, operation);
    Span span = tracing.start(scope, SpanKind.CLIENT, name, parent, decision);
    if (span.isRecording()) {
      DatabaseAttributes.write(
          info, query, operation, batchSize, AttributeWriter.to(span, settings));
    }
    if (query != null && span.isRecording()) {
      Repetitions.count(parent, query.text, span, settings);
    }
    return span;
  }

  private @Nullable SqlQuery query(Q call, DbInfo info, long batchSize, TracingSettings settings) {
    SqlQueryCache cache = queries(settings);
    String sql = getter.query(call);
    if (sql != null) {
      SqlQuery query = cache.get(sql, info.dialect());
      return batchSize >= 2 ? query.batched() : query;
    }
    List<String> batch = getter.batch(call);
    return batch == null || batch.isEmpty() ? null : batch(batch, info, cache, settings);
  }

  private static SqlQuery batch(
      List<String> batch, DbInfo info, SqlQueryCache cache, TracingSettings settings) {
    SqlQuery first = cache.get(batch.get(0), info.dialect());
    if (batch.size() == 1) {
      return first;
    }
    int limit = settings.sqlScanLimit();
    int read = batch.get(0).length();
    SqlBatch all = new SqlBatch(first, limit);
    // The text has a limit, and so has the work that goes into it.
    for (int i = 1; i < batch.size(); i++) {
      String sql = batch.get(i);
      read += Math.min(sql.length(), limit);
      if (read > limit) {
        all.addUnknown();
        break;
      }
      all.add(cache.get(sql, info.dialect()));
    }
    return all.query();
  }

  private SqlQueryCache queries(TracingSettings settings) {
    SqlQueryCache last = queries;
    if (last != null && last.isFor(settings)) {
      return last;
    }
    SqlQueryCache made = new SqlQueryCache(settings);
    queries = made;
    return made;
  }
}
