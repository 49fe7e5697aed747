package dev.weft.tracing;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;

/**
 * What a {@link HeadSampler} decided about one span. Immutable.
 *
 * <p>A span that begins a trace has the trace id on whose randomness the decision was made, so that
 * whoever decides later on the same id decides consistently.
 */
public final class HeadDecision {

  /** The span is recorded and exported; its trace has whatever id, and the state of its parent. */
  public static final HeadDecision SAMPLED = sampled(0, TraceStateChange.NONE);

  private enum Kind {
    SAMPLED,
    DROPPED,
    UNWANTED
  }

  private final Kind kind;
  private final long traceIdLow;
  private final TraceStateChange change;

  private HeadDecision(Kind kind, long traceIdLow, TraceStateChange change) {
    this.kind = kind;
    this.traceIdLow = traceIdLow;
    this.change = change;
  }

  /**
   * The span is recorded and exported.
   *
   * @param traceIdLow the low 64 bits of the id if the span begins a trace; 0 for any
   */
  public static HeadDecision sampled(long traceIdLow, TraceStateChange change) {
    return new HeadDecision(Kind.SAMPLED, traceIdLow, change);
  }

  /**
   * The span was not chosen. It may still be worth keeping for what becomes of it.
   *
   * @param traceIdLow the low 64 bits of the id if the span begins a trace; 0 for any
   */
  public static HeadDecision dropped(long traceIdLow, TraceStateChange change) {
    return new HeadDecision(Kind.DROPPED, traceIdLow, change);
  }

  /** The span is not wanted, whatever becomes of it: somebody wrote {@code drop}. */
  public static HeadDecision unwanted(TraceStateChange change) {
    return new HeadDecision(Kind.UNWANTED, 0, change);
  }

  /** Whether the span is recorded and exported. */
  public boolean isSampled() {
    return kind == Kind.SAMPLED;
  }

  /** Whether the span is not sampled, wanted or not. */
  public boolean isDropped() {
    return kind == Kind.DROPPED || kind == Kind.UNWANTED;
  }

  /** Whether the span is not wanted whatever becomes of it. */
  public boolean isUnwanted() {
    return kind == Kind.UNWANTED;
  }

  /**
   * The low 64 bits of the trace id if the span begins a trace and the decision was made on them;
   * otherwise 0.
   */
  public long traceIdLow() {
    return traceIdLow;
  }

  /**
   * The span's {@code tracestate}.
   *
   * @param parent invalid if the span begins a trace
   */
  public TraceState traceState(SpanContext parent) {
    return change.below(parent);
  }
}
