package dev.weft.sampler;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.TraceStateChange;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps a share of what a policy would sample, for hard times. Where the probability is known the
 * share lowers it, consistently: services that thin at the same time keep the same traces, and what
 * is kept publishes the probability that it really had. Where it is not known, a hash of the trace
 * id decides, and nothing is published.
 */
public final class Thinning {
  private static final int LOW_DIGITS = 16;
  private static final double UNSIGNED_RANGE = 0x1p64;

  private final double share;
  private final LongAdder dropped = new LongAdder();

  /**
   * A thinning that has dropped nothing yet.
   *
   * @param share more than 0 and at most 1
   */
  public Thinning(double share) {
    this.share = share;
  }

  /** Requests that the policy had sampled and this dropped. */
  public long dropped() {
    return dropped.sum();
  }

  /**
   * Decides again about a span that begins a trace.
   *
   * @param decision of the policy, sampled
   * @param traceIdLow the low 64 bits of the trace id if there is one already, else 0
   */
  HeadDecision begin(HeadDecision decision, long traceIdLow) {
    long decidedOn = decision.traceIdLow();
    long threshold = threshold(decision, SpanContext.getInvalid());
    if (decidedOn != 0 && threshold < 0) {
      return keepsByHash(decidedOn) ? decision : drop(decidedOn, TraceStateChange.NONE);
    }
    long id = decidedOn != 0 ? decidedOn : traceIdLow != 0 ? traceIdLow : TraceRandomness.draw();
    // What is always kept has a probability of 1, whether or not it says so.
    long raised = Threshold.lowered(Math.max(threshold, 0), share);
    return TraceRandomness.of(id) >= raised
        ? HeadDecision.sampled(id, new Threshold(raised))
        : drop(id, TraceStateChange.NONE);
  }

  /**
   * Decides again about a span that enters this service below one of another.
   *
   * @param decision of the policy, sampled
   */
  HeadDecision enter(HeadDecision decision, SpanContext parent) {
    long threshold = threshold(decision, parent);
    if (threshold < 0) {
      int length = TraceId.getLength();
      long low = Hexadecimal.parse(parent.getTraceId(), length - LOW_DIGITS, length);
      return keepsByHash(low) ? decision : drop(0, ParentThreshold.ERASED);
    }
    long raised = Threshold.lowered(threshold, share);
    return TraceRandomness.read(parent) >= raised
        ? HeadDecision.sampled(0, new Threshold(raised))
        : drop(0, ParentThreshold.ERASED);
  }

  private HeadDecision drop(long traceIdLow, TraceStateChange change) {
    dropped.increment();
    return HeadDecision.dropped(traceIdLow, change);
  }

  private static long threshold(HeadDecision decision, SpanContext parent) {
    TraceState state = decision.traceState(parent);
    return state.isEmpty() ? -1 : ThresholdMember.threshold(state);
  }

  /**
   * Decides by other bits than those that may have decided before: the finaliser of
   * SplittableRandom spreads each of them over all.
   */
  private boolean keepsByHash(long traceIdLow) {
    long mixed = (traceIdLow ^ traceIdLow >>> 30) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
    mixed ^= mixed >>> 31;
    double unsigned = (mixed >>> 1) * 2.0;
    return unsigned < share * UNSIGNED_RANGE;
  }
}
