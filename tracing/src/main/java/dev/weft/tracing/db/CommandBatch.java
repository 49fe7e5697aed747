package dev.weft.tracing.db;

import org.jspecify.annotations.Nullable;

/**
 * Commands that are sent as one, by the words of the conventions for Redis: {@code PIPELINE SET} if
 * all are the same, else {@code PIPELINE}; {@code MULTI} of a transaction, whose brackets do not
 * count.
 */
final class CommandBatch {
  private boolean transaction;
  private boolean alike = true;
  private @Nullable String command;
  private int size;

  CommandBatch(String first) {
    add(first);
  }

  void add(String name) {
    if (name.equals("MULTI") || name.equals("EXEC") || name.equals("DISCARD")) {
      transaction = true;
      return;
    }
    size++;
    alike &= command == null || command.equals(name);
    command = name;
  }

  int size() {
    return size;
  }

  String name() {
    String kind = transaction ? "MULTI" : "PIPELINE";
    return alike && command != null ? kind + ' ' + command : kind;
  }
}
