package dev.weft.tracing.messaging;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Failures;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Makes spans for the calls by which an application asks for messages, if it is to ({@link
 * dev.weft.tracing.TracingSettings#receiveTraced}).
 *
 * @param <B> what came: a message or a batch
 * @param <M> a message of it
 */
public final class ReceiveTracing<B, M> {
  private final MessagingSpans<B> spans;
  private final MessageTextMapGetter<M> headers;

  /**
   * Tracing for an instrumentation.
   *
   * @param module its name, {@code kafka-clients-0.11}
   * @param operation the library's word for receiving, {@code poll}
   */
  public ReceiveTracing(
      String module,
      String operation,
      MessagingGetter<B> getter,
      MessagingGetter<M> messageGetter) {
    this.spans =
        new MessagingSpans<>(
            module, new MessagingAttributes<>(getter, MessagingVerb.receive(operation)));
    this.headers = new MessageTextMapGetter<>(messageGetter);
  }

  /** When a call that is about to be made begins; null if no span is wanted of it. */
  public @Nullable Instant begin() {
    Tracing tracing = Tracing.current();
    boolean wanted =
        tracing != null && tracing.settings().receiveTraced() && !AgentThread.isCurrent();
    return wanted ? Instant.now() : null;
  }

  /**
   * Makes the span of a call that has returned or failed. What nothing came of needs none.
   *
   * @param begun what {@link #begin} has answered
   * @param messages those that came, whose producers are linked
   * @param thrown why the call failed, or null
   * @return the context for {@link ProcessTracing#start}; null if tracing has ended since
   */
  public @Nullable Context end(
      Instant begun, B received, Iterable<M> messages, @Nullable Throwable thrown) {
    Tracing tracing = Tracing.current();
    if (tracing == null) {
      return null;
    }
    Context parent = Context.current();
    Span span = spans.start(tracing, parent, received, begun);
    try {
      if (span.isRecording()) {
        spans.writeMessage(span, tracing, received);
        link(span, tracing, messages);
        if (thrown != null) {
          Failures.addEvent(span, thrown, tracing.settings().attributeValueLimit());
          Failures.markFailed(span, Failures.typeOf(thrown));
        }
      }
    } finally {
      span.end();
    }
    return parent.with(span);
  }

  private void link(Span span, Tracing tracing, Iterable<M> messages) {
    for (M message : messages) {
      Context creation = tracing.propagator().extract(Context.root(), message, headers);
      SpanContext producer = Span.fromContext(creation).getSpanContext();
      if (producer.isValid()) {
        span.addLink(producer);
      }
    }
  }
}
