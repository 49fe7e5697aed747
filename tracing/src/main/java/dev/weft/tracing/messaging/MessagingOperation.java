package dev.weft.tracing.messaging;

import dev.weft.tracing.Failures;
import dev.weft.tracing.Operation;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * A message that is being published or processed.
 *
 * @param <M> the message
 */
public final class MessagingOperation<M> extends Operation {
  private final MessagingSpans<M> spans;
  private final Context parent;

  // Contexts may be kept long after the message; the message must not be kept by them.
  private volatile @Nullable M message;

  MessagingOperation(
      Tracing tracing,
      Span span,
      Context parent,
      ContextKey<?> key,
      MessagingSpans<M> spans,
      M message) {
    super(tracing, span, parent, key);
    this.spans = spans;
    this.parent = parent;
    this.message = message;
  }

  MessagingOperation<M> begin(Context current) {
    attach(current);
    return this;
  }

  /**
   * Writes the headers that carry this operation's context to whoever receives the message.
   *
   * @param carrier what takes headers, and is not the application's
   */
  public <C> void inject(C carrier, TextMapSetter<C> setter) {
    tracing().propagator().inject(context(), carrier, setter);
  }

  /** The message; null once the operation has ended. */
  public @Nullable M message() {
    return message;
  }

  /** The context in which a message is published: that of what hears of the outcome. */
  public Context parent() {
    return parent;
  }

  /**
   * Ends the operation and detaches it if this is the thread that started it.
   *
   * @param thrown why it failed, or null
   */
  public void end(@Nullable Throwable thrown) {
    try {
      if (claimEnd()) {
        finish(thrown);
      }
    } finally {
      detach();
    }
  }

  private void finish(@Nullable Throwable thrown) {
    M ended = message;
    message = null;
    try {
      if (span().isRecording()) {
        writeOutcome(ended, thrown);
      }
    } finally {
      span().end();
    }
  }

  private void writeOutcome(@Nullable M ended, @Nullable Throwable thrown) {
    if (ended != null) {
      spans.writeMessage(span(), tracing(), ended);
    }
    if (thrown != null) {
      Failures.addEvent(span(), thrown, tracing().settings().attributeValueLimit());
      Failures.markFailed(span(), Failures.typeOf(thrown));
    }
  }
}
