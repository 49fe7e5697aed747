package dev.weft.tracing.messaging;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the messages that a client library sends.
 *
 * @param <M> the message
 */
public final class PublishTracing<M> {
  private static final ContextKey<MessagingOperation<?>> KEY =
      ContextKey.named("weft-message-publish");

  private final MessagingSpans<M> spans;

  /**
   * Tracing for an instrumentation.
   *
   * @param module its name, {@code kafka-clients-0.11}
   * @param operation the library's word for sending, {@code publish}
   */
  public PublishTracing(String module, String operation, MessagingGetter<M> getter) {
    this.spans =
        new MessagingSpans<>(
            module, new MessagingAttributes<>(getter, MessagingVerb.send(operation)));
  }

  /**
   * Starts an operation and makes its context current on the calling thread. The headers that carry
   * the context on are written by {@link MessagingOperation#inject}.
   *
   * @return null if no span is wanted: a library above this one already traces the message, the
   *     thread is the agent's, or tracing is not configured
   */
  public @Nullable MessagingOperation<M> start(M message) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context parent = Context.current();
    MessagingOperation<?> outer = parent.get(KEY);
    if (outer != null && !outer.isEnded()) {
      return null;
    }
    Span span = spans.start(tracing, parent, message, null);
    return new MessagingOperation<>(tracing, span, parent, KEY, spans, message).begin(parent);
  }

  /** The message that the calling thread is about to send, by whatever library; null for none. */
  public static @Nullable MessagingOperation<?> current() {
    MessagingOperation<?> operation = Context.current().get(KEY);
    return operation == null || operation.isEnded() ? null : operation;
  }
}
