package dev.weft.tracing.messaging;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The names of spans by destination, made once for each of the first few hundred. */
final class SpanNames {
  private static final int LIMIT = 256;

  private final String operation;
  private final ConcurrentMap<String, String> names = new ConcurrentHashMap<>();

  SpanNames(String operation) {
    this.operation = operation;
  }

  /** The name for messages without a destination. */
  String bare() {
    return operation;
  }

  String of(String destination) {
    String known = names.get(destination);
    return known == null ? make(destination) : known;
  }

  private String make(String destination) {
    String name = operation + ' ' + destination;
    if (names.size() < LIMIT) {
      names.put(destination, name);
    }
    return name;
  }
}
