package dev.weft.agent.cli.view;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A span as it came over the wire, with what is shown of it. Text in it is not to be trusted. */
final class ReceivedSpan {
  /** OTLP's numbers of the two kinds that make a hop between services. */
  static final int SERVER = 2;

  static final int CLIENT = 3;

  final String traceId;
  final String spanId;
  final String parentId;
  final String name;
  final int kind;
  final String service;
  final String process;
  final long startNanos;
  final long endNanos;
  final boolean error;
  final @Nullable String statusMessage;
  final @Nullable String exceptionType;
  final @Nullable String exceptionMessage;
  final Map<String, String> attributes;

  private ReceivedSpan(Builder builder, String service, String process) {
    this.traceId = builder.traceId;
    this.spanId = builder.spanId;
    this.parentId = builder.parentId;
    this.name = builder.name;
    this.kind = builder.kind;
    this.service = service;
    this.process = process;
    this.startNanos = builder.startNanos;
    this.endNanos = Math.max(builder.startNanos, builder.endNanos);
    this.error = builder.error;
    this.statusMessage = builder.statusMessage;
    this.exceptionType = builder.exceptionType;
    this.exceptionMessage = builder.exceptionMessage;
    this.attributes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.attributes));
  }

  /** Whether nobody is said to have called it. */
  boolean isRoot() {
    return parentId.isEmpty();
  }

  long durationNanos() {
    return endNanos - startNanos;
  }

  /** The HTTP status, or null. */
  @Nullable String httpStatus() {
    return attributes.get("http.response.status_code");
  }

  /** What went wrong in one line, or null if no more is known than the mark says. */
  @Nullable String errorText() {
    if (!error) {
      return null;
    }
    String type = exceptionType == null ? attributes.get("error.type") : exceptionType;
    String message = exceptionMessage == null ? statusMessage : exceptionMessage;
    if (type == null) {
      return message;
    }
    boolean known = type.equals(httpStatus()) || type.equals("_OTHER");
    String shortType = type.substring(type.lastIndexOf('.') + 1);
    if (message == null || message.isEmpty()) {
      return known ? null : shortType;
    }
    return known ? message : shortType + ": " + message;
  }

  /** Collects the fields in whatever order they come. */
  static final class Builder {
    private static final int MAX_ATTRIBUTES = 128;

    String traceId = "";
    String spanId = "";
    String parentId = "";
    String name = "";
    int kind;
    long startNanos;
    long endNanos;
    boolean error;
    @Nullable String statusMessage;
    @Nullable String exceptionType;
    @Nullable String exceptionMessage;
    private final Map<String, String> attributes = new LinkedHashMap<>();

    void attribute(String key, String value) {
      if (attributes.size() < MAX_ATTRIBUTES) {
        attributes.put(key, value);
      }
    }

    /**
     * The span.
     *
     * @param service the service's name
     * @param process tells processes of one service apart
     */
    ReceivedSpan build(String service, String process) {
      return new ReceivedSpan(this, service, process);
    }
  }
}
