package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A span of this process, which makes its ids only when somebody reads them, usually to send them
 * on.
 *
 * <p>Each such span has an id of its own, as W3C Trace Context wants for every outgoing request,
 * keeps the trace, and has the state that the decision makes of its parent's.
 */
public abstract class LocalSpan implements Span {
  private static final AtomicReferenceFieldUpdater<LocalSpan, SpanContext> IDENTITY =
      AtomicReferenceFieldUpdater.newUpdater(LocalSpan.class, SpanContext.class, "identity");

  /** W3C Trace Context level 2: the trace id's right-most 56 bits are random. */
  private static final byte RANDOM = 2;

  private static final byte SAMPLED = 1;

  private final @Nullable Span parent;
  private final HeadDecision decision;
  private volatile @Nullable SpanContext identity;

  /**
   * A span below another, or the first of its trace.
   *
   * @param parent the span above, local or remote; null if there is none
   */
  protected LocalSpan(@Nullable Span parent, HeadDecision decision) {
    this.parent = parent;
    this.decision = decision;
  }

  /** Whether the span is not sampled. */
  public final boolean isDropped() {
    return decision.isDropped();
  }

  /** The span above, local or remote; null if there is none. */
  protected final @Nullable Span parent() {
    return parent;
  }

  /**
   * Whether services tell each other of rescues, and so whether the two methods below are to be
   * called.
   */
  public boolean passesRescuesOn() {
    return false;
  }

  /**
   * Whether this span, and what is below it, is certain to be exported, though it was dropped, and
   * the caller of its operation is to be told.
   *
   * @param failed whether the operation has failed, though the span may not say so yet
   * @param route the request's route as far as the span does not hold it yet
   */
  public boolean announcesRescue(boolean failed, @Nullable String route) {
    return false;
  }

  /** The service that was called says that it has rescued its part of the given trace. */
  public void rescuedDownstream(String traceId) {}

  @Override
  public final SpanContext getSpanContext() {
    SpanContext known = identity;
    if (known != null) {
      return known;
    }
    SpanContext made = newIdentity();
    if (IDENTITY.compareAndSet(this, null, made)) {
      return made;
    }
    SpanContext first = identity;
    return first == null ? made : first;
  }

  private SpanContext newIdentity() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    SpanContext above = parent == null ? SpanContext.getInvalid() : parent.getSpanContext();
    byte sampled = isDropped() ? 0 : SAMPLED;
    long spanId = nonZero(random);
    if (!above.isValid()) {
      long low = decision.traceIdLow();
      TraceNumber trace = new TraceNumber(random.nextLong(), low == 0 ? nonZero(random) : low);
      return newIdentity(trace, spanId, RANDOM | sampled, above);
    }
    int flags = above.getTraceFlags().asByte() & RANDOM | sampled;
    TraceNumber trace =
        above instanceof SpanIdentity
            ? ((SpanIdentity) above).trace()
            : TraceNumber.of(above.getTraceId());
    return newIdentity(trace, spanId, flags, above);
  }

  private SpanContext newIdentity(TraceNumber trace, long spanId, int flags, SpanContext above) {
    return new SpanIdentity(
        trace, spanId, TraceFlags.fromByte((byte) flags), decision.traceState(above));
  }

  private static long nonZero(ThreadLocalRandom random) {
    long id = random.nextLong();
    while (id == 0) {
      id = random.nextLong();
    }
    return id;
  }
}
