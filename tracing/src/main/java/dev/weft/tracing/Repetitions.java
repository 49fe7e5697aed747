package dev.weft.tracing;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.util.Arrays;

/**
 * How often each query has been executed within one outermost operation, a request: many times the
 * same one is usually a loop around a database that could be asked once.
 *
 * <p>Counts at most {@value #MOST} different queries; those that come later are not counted.
 */
public final class Repetitions {
  private static final AttributeKey<Long> COUNT = longKey("weft.db.repeat.count");
  private static final AttributeKey<Long> MOST_COUNT = longKey("weft.db.repeated.count");
  private static final AttributeKey<String> MOST_QUERY = stringKey("weft.db.repeated.query.text");

  private static final int FEW = 4;
  private static final int MOST = 64;

  private String[] queries = new String[FEW];
  private int[] counts = new int[FEW];
  private int size;

  Repetitions() {}

  /**
   * Counts a query in the request that is being worked on, and marks the query's span if it is one
   * time too many.
   *
   * @param above the context in which the query's operation started
   * @param query its text without literals
   */
  public static void count(Context above, String query, Span span, TracingSettings settings) {
    int threshold = settings.repeatThreshold();
    Operation request = threshold == 0 ? null : Operation.outermost(above);
    if (request == null) {
      return;
    }
    int count = request.repetitions().add(query);
    if (count >= threshold) {
      span.setAttribute(COUNT, (long) count);
    }
  }

  /** Tells the request's span about the query that was executed most often, if too often. */
  synchronized void write(Span span, TracingSettings settings) {
    int most = 0;
    for (int i = 1; i < size; i++) {
      if (counts[i] > counts[most]) {
        most = i;
      }
    }
    if (size > 0 && counts[most] >= settings.repeatThreshold()) {
      AttributeWriter attributes = AttributeWriter.to(span, settings);
      attributes.put(MOST_COUNT, counts[most]);
      attributes.put(MOST_QUERY, queries[most]);
    }
  }

  /** Counts a query; answers how often it has been there, or 0 if it is not counted. */
  private synchronized int add(String query) {
    for (int i = 0; i < size; i++) {
      if (queries[i].equals(query)) {
        return ++counts[i];
      }
    }
    if (size == MOST) {
      return 0;
    }
    if (size == queries.length) {
      queries = Arrays.copyOf(queries, 2 * size);
      counts = Arrays.copyOf(counts, 2 * size);
    }
    queries[size] = query;
    counts[size++] = 1;
    return 1;
  }
}
