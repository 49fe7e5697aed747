package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A span that is not sampled, and makes its ids only when somebody reads them, usually to send them
 * on.
 *
 * <p>Each such span has an id of its own, as W3C Trace Context wants for every outgoing request,
 * keeps the trace, and has the state that the decision makes of its parent's.
 */
public abstract class DroppedSpan implements Span {
  private static final AtomicReferenceFieldUpdater<DroppedSpan, SpanContext> IDENTITY =
      AtomicReferenceFieldUpdater.newUpdater(DroppedSpan.class, SpanContext.class, "identity");

  /** W3C Trace Context level 2: the trace id's right-most 56 bits are random. */
  private static final byte RANDOM = 2;

  private final @Nullable Span parent;
  private final HeadDecision decision;
  private volatile @Nullable SpanContext identity;

  /**
   * A span below another, or the first of its trace.
   *
   * @param parent the span above, local or remote; null if there is none
   */
  protected DroppedSpan(@Nullable Span parent, HeadDecision decision) {
    this.parent = parent;
    this.decision = decision;
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
    String spanId = SpanId.fromLong(nonZero(random));
    if (!above.isValid()) {
      long low = decision.traceIdLow();
      String traceId = TraceId.fromLongs(random.nextLong(), low == 0 ? nonZero(random) : low);
      return SpanContext.create(
          traceId, spanId, TraceFlags.fromByte(RANDOM), decision.traceState(above));
    }
    byte flags = (byte) (above.getTraceFlags().asByte() & RANDOM);
    return SpanContext.create(
        above.getTraceId(), spanId, TraceFlags.fromByte(flags), decision.traceState(above));
  }

  private static long nonZero(ThreadLocalRandom random) {
    long id = random.nextLong();
    while (id == 0) {
      id = random.nextLong();
    }
    return id;
  }
}
