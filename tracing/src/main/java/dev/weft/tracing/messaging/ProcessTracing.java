package dev.weft.tracing.messaging;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the messages that an application works on.
 *
 * @param <M> the message
 */
public final class ProcessTracing<M> {
  private final MessagingSpans<M> spans;
  private final MessageTextMapGetter<M> headers;
  private final ContextKey<MessagingOperation<M>> key;

  /** Tracing for the instrumentation of the given name, {@code kafka-clients-0.11}. */
  public ProcessTracing(String module, MessagingGetter<M> getter) {
    this.spans =
        new MessagingSpans<>(module, new MessagingAttributes<>(getter, MessagingVerb.process()));
    this.headers = new MessageTextMapGetter<>(getter);
    this.key = ContextKey.named("weft-process-" + module);
  }

  /**
   * Starts an operation and makes its context current on the calling thread.
   *
   * @param received the context of the span by which the message was received: its span becomes the
   *     parent, and the producer's is linked. Without it the producer's span is the parent
   * @return null if no span is wanted: the thread is the agent's, or tracing is not configured
   */
  public @Nullable MessagingOperation<M> start(M message, @Nullable Context received) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context current = Context.current();
    MessagingOperation<M> outer = current.get(key);
    // The context of a message that is done with is only here because somebody left it behind.
    Context base = outer != null && outer.isEnded() ? Context.root() : current;
    Context parent = tracing.propagator().extract(base, message, headers);
    Span producer = received == null ? null : Span.fromContextOrNull(parent);
    if (received != null) {
      parent = parent.with(Span.fromContext(received));
    }
    Span span = spans.start(tracing, parent, message, null);
    if (producer != null && producer.getSpanContext().isRemote()) {
      span.addLink(producer.getSpanContext());
    }
    return new MessagingOperation<>(tracing, span, parent, key, spans, message).begin(current);
  }

  /** The message of this instrumentation that the calling thread works on; null for none. */
  public @Nullable MessagingOperation<M> current() {
    MessagingOperation<M> operation = Context.current().get(key);
    return operation == null || operation.isEnded() ? null : operation;
  }
}
