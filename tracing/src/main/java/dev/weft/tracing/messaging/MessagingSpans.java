package dev.weft.tracing.messaging;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
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
    boolean early = decision.isOpen() && tracing.settings().samplerReadsAttributes();
    Span span;
    if (decision.isDropped()) {
      span = tracing.startDropped(scope, attributes.kind(), name, parent, decision);
    } else {
      SpanBuilder builder =
          scope.tracer(tracing).spanBuilder(name).setParent(parent).setSpanKind(attributes.kind());
      if (begun != null) {
        builder.setStartTimestamp(begun);
      }
      if (early) {
        attributes.writeForSampler(message, AttributeWriter.to(builder, tracing.settings()));
      }
      span = tracing.start(builder, decision);
    }
    if (span.isRecording()) {
      describe(span, tracing, message, early);
    }
    return span;
  }

  private void describe(Span span, Tracing tracing, M message, boolean described) {
    try {
      AttributeWriter writer = AttributeWriter.to(span, tracing.settings());
      if (!described) {
        attributes.writeForSampler(message, writer);
      }
      attributes.write(message, writer);
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
