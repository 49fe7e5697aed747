package dev.weft.instrumentation.jdbc;

import dev.weft.tracing.WeakMap;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The batch that a statement collects. A statement is not made for several threads at once. */
final class Batch {
  /** More texts are counted only: a span's text has an end, too. */
  private static final int MAX_TEXTS = 100;

  private static final WeakMap<Statement, Batch> BATCHES = new WeakMap<>();

  private final List<String> texts = new ArrayList<>(4);
  private long size;
  private boolean adding;

  private Batch() {}

  /** Null if the statement is adding already: a method calls another of its name. */
  static @Nullable Batch beginAdd(Statement statement) {
    Batch batch = BATCHES.get(statement);
    if (batch == null) {
      batch = new Batch();
      BATCHES.put(statement, batch);
    }
    if (batch.adding) {
      return null;
    }
    batch.adding = true;
    return batch;
  }

  void endAdd(@Nullable String sql, boolean added) {
    adding = false;
    if (added) {
      size++;
      if (sql != null && texts.size() < MAX_TEXTS) {
        texts.add(sql);
      }
    }
  }

  static void forget(Statement statement) {
    BATCHES.remove(statement);
  }

  /** The call that executes the statement's batch, which then is empty. */
  static PreparedCall take(Statement statement, PreparedCall call) {
    Batch batch = BATCHES.remove(statement);
    if (batch == null) {
      return call;
    }
    if (batch.texts.isEmpty()) {
      return call.repeated(batch.size);
    }
    return call.batch(batch.texts, batch.size);
  }
}
