package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import org.jspecify.annotations.Nullable;

/**
 * Hands a decision over to the SDK, which asks its id generator and its sampler while it starts a
 * span, on the same thread, and tells them nothing of where the span comes from.
 */
public final class DecisionHandOver {
  private static final ThreadLocal<HeadDecision> SLOT = new ThreadLocal<>();

  private DecisionHandOver() {}

  /** Starts a span about which has been decided. */
  static Span start(SpanBuilder builder, HeadDecision decision) {
    SLOT.set(decision);
    try {
      return builder.startSpan();
    } finally {
      // Not removed: the entry comes back with the next request of this thread.
      SLOT.set(null);
    }
  }

  /** The decision about the span that this thread is starting, for the id generator to look at. */
  public static @Nullable HeadDecision peek() {
    return SLOT.get();
  }

  /**
   * The same, for the sampler to take: spans that others start within this one's start, a span
   * processor say, are not meant.
   */
  public static @Nullable HeadDecision take() {
    HeadDecision decision = SLOT.get();
    if (decision != null) {
      SLOT.set(null);
    }
    return decision;
  }
}
