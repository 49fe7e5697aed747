package dev.weft.tracing.messaging;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Starts the spans of one instrumentation's operations, as the sampler wants them. */
final class MessagingSpans<M> {
  private final InstrumentationScope scope;
  private final MessagingAttributes<M> attributes;

  MessagingSpans(String module, MessagingAttributes<M> attributes) {
    this.scope = new InstrumentationScope(module);
    this.attributes = attributes;
  }

  /**
   * Starts a span.
   *
   * @param begun when the operation began; null for now. A span that is dropped begins now
   */
  Span start(Tracing tracing, Context parent, M message, @Nullable Instant begun) {
    HeadDecision decision = tracing.decide(parent, attributes, message);
    String name = attributes.name(message);
    Span span = tracing.start(scope, attributes.kind(), name, parent, decision, begun);
    if (span.isRecording()) {
      describe(span, tracing, message);
    }
    return span;
  }

  private void describe(Span span, Tracing tracing, M message) {
    try {
      attributes.write(message, AttributeWriter.to(span, tracing.settings()));
    } catch (Throwable failure) {
      // Nobody else knows the span yet. The failure is the instrumentation's, and counted there.
      span.end();
      throw failure;
    }
  }

  /** Writes what is known of the message itself. */
  void writeMessage(Span span, Tracing tracing, M message) {
    attributes.writeMessage(
        message, tracing.settings(), AttributeWriter.to(span, tracing.settings()));
  }
}
