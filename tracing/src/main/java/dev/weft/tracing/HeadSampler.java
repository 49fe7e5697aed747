package dev.weft.tracing;

import io.opentelemetry.context.Context;

/**
 * Decides at the start of every operation whether it is recorded, before anything is computed or
 * made for it.
 *
 * <p>Asked on the application's threads, by many at once; an answer takes nanoseconds, and for what
 * is dropped allocates no more than the decision.
 */
public interface HeadSampler {

  /**
   * Decides, and counts the decision. Whoever asks must act on the answer, and ask once per span.
   *
   * @param parent the context above, its span local, remote or none
   * @param start reads what is known of the operation, as far as the decision needs it
   * @param request what {@code start} reads from
   */
  <Q> HeadDecision decide(Context parent, StartView<Q> start, Q request);

  /** What makes the spans of operations that are dropped. */
  DroppedSpans droppedSpans();
}
