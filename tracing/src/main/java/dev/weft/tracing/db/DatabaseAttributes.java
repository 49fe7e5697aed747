package dev.weft.tracing.db;

import static io.opentelemetry.semconv.DbAttributes.DB_COLLECTION_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_NAMESPACE;
import static io.opentelemetry.semconv.DbAttributes.DB_OPERATION_BATCH_SIZE;
import static io.opentelemetry.semconv.DbAttributes.DB_OPERATION_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_SUMMARY;
import static io.opentelemetry.semconv.DbAttributes.DB_QUERY_TEXT;
import static io.opentelemetry.semconv.DbAttributes.DB_STORED_PROCEDURE_NAME;
import static io.opentelemetry.semconv.DbAttributes.DB_SYSTEM_NAME;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;

import dev.weft.tracing.AttributeWriter;
import org.jspecify.annotations.Nullable;

/**
 * Name and attributes of a database span, all of them known when it starts. The conventions want
 * every one but the batch's size at the span's creation.
 */
final class DatabaseAttributes {
  private DatabaseAttributes() {}

  /** The span's name (conventions, "Name"). */
  static String name(DbInfo info, @Nullable SqlQuery query) {
    if (query != null && query.summary != null) {
      return query.summary;
    }
    if (info.namespace() != null && !info.namespace().isEmpty()) {
      return info.namespace();
    }
    String server = info.server();
    return server == null ? info.system() : server;
  }

  /** The name of a store's span (conventions, "Name"; of Redis without the namespace). */
  static String name(DbInfo info, String operation) {
    String server = info.server();
    return server == null ? operation : operation + ' ' + server;
  }

  static void write(
      DbInfo info,
      @Nullable SqlQuery query,
      @Nullable String operation,
      long batchSize,
      AttributeWriter attributes) {
    attributes.put(DB_SYSTEM_NAME, info.system());
    attributes.put(DB_OPERATION_NAME, operation);
    attributes.put(DB_NAMESPACE, info.namespace());
    String address = info.serverAddress();
    if (address != null) {
      attributes.put(SERVER_ADDRESS, address);
      attributes.putPort(SERVER_PORT, info.serverPort());
    }
    if (query != null) {
      attributes.put(DB_QUERY_TEXT, query.text);
      attributes.put(DB_QUERY_SUMMARY, query.summary);
      // Only where the text has one of each, so that nobody reads a part for the whole.
      attributes.put(DB_OPERATION_NAME, query.operation);
      attributes.put(DB_COLLECTION_NAME, query.collection);
      attributes.put(DB_STORED_PROCEDURE_NAME, query.procedure);
    }
    if (batchSize >= 2) {
      attributes.put(DB_OPERATION_BATCH_SIZE, batchSize);
    }
  }
}
