package dev.weft.tracing.db;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The summary of a query: its operations and their targets in order, as they are written, never a
 * literal (conventions, "Generating a summary of the query").
 *
 * <p>Targets are dropped that name no collection: common table expressions, table functions,
 * strings. An operation that no database knows is none, so that garbage makes no names.
 */
final class SqlSummary {
  private static final int LIMIT = 255;

  private final StringBuilder summary = new StringBuilder();
  private final Set<String> commonTables = new HashSet<>();
  private String lastTarget = "";
  private boolean full;

  private int operations;
  private @Nullable String operation;
  private @Nullable String collection;
  private boolean severalCollections;
  private @Nullable String procedure;

  void operation(String name) {
    operations++;
    operation = operations == 1 ? name : null;
    lastTarget = "";
    append(name);
  }

  /** Adds a word to the operation that was just given: {@code CREATE} becomes CREATE TABLE. */
  void extendOperation(String word) {
    operation = operation == null ? null : operation + ' ' + word;
    append(word);
  }

  void collection(String name) {
    if (commonTables.contains(name.toLowerCase(Locale.ROOT)) || name.equals(lastTarget)) {
      return;
    }
    if (collection == null) {
      collection = name;
    } else if (!collection.equals(name)) {
      severalCollections = true;
    }
    target(name);
  }

  void procedure(String name) {
    procedure = procedure == null ? name : procedure;
    target(name);
  }

  /** Adds what an operation is about that is neither a collection nor a procedure. */
  void target(String name) {
    lastTarget = name;
    append(name);
  }

  /** From now on the name stands for a query's result. */
  void commonTable(String name) {
    commonTables.add(name.toLowerCase(Locale.ROOT));
  }

  private void append(String part) {
    full |= summary.length() + 1 + part.length() > LIMIT;
    if (full) {
      return;
    }
    if (summary.length() > 0) {
      summary.append(' ');
    }
    summary.append(part);
  }

  SqlQuery query(String text) {
    return new SqlQuery(
        text,
        summary.length() == 0 ? null : summary.toString(),
        operation,
        severalCollections ? null : collection,
        procedure);
  }
}
