package dev.weft.tracing.messaging;

import io.opentelemetry.api.trace.SpanKind;

/** What is done with a message: the type that the conventions know, and the library's own word. */
final class MessagingVerb {
  private final SpanKind kind;
  private final String type;
  private final String name;

  private MessagingVerb(SpanKind kind, String type, String name) {
    this.kind = kind;
    this.type = type;
    this.name = name;
  }

  static MessagingVerb send(String name) {
    return new MessagingVerb(SpanKind.PRODUCER, "send", name);
  }

  static MessagingVerb receive(String name) {
    return new MessagingVerb(SpanKind.CLIENT, "receive", name);
  }

  static MessagingVerb process() {
    return new MessagingVerb(SpanKind.CONSUMER, "process", "process");
  }

  SpanKind kind() {
    return kind;
  }

  String type() {
    return type;
  }

  String name() {
    return name;
  }
}
