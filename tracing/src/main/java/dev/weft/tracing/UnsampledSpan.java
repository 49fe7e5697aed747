package dev.weft.tracing;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A span that is known to be dropped before anybody asks: it records nothing and makes its ids only
 * when somebody reads them, usually to send them on.
 *
 * <p>Each such span has an id of its own, as W3C Trace Context wants for every outgoing request,
 * keeps the trace and its state, and is never sampled.
 */
final class UnsampledSpan implements Span {
  private static final AtomicReferenceFieldUpdater<UnsampledSpan, SpanContext> IDENTITY =
      AtomicReferenceFieldUpdater.newUpdater(UnsampledSpan.class, SpanContext.class, "identity");

  /** W3C Trace Context level 2: the trace id's right-most 56 bits are random. */
  private static final byte RANDOM = 2;

  private final @Nullable Span parent;
  private volatile @Nullable SpanContext identity;

  UnsampledSpan(@Nullable Span parent) {
    this.parent = parent;
  }

  @Override
  public SpanContext getSpanContext() {
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
      String traceId = TraceId.fromLongs(random.nextLong(), nonZero(random));
      return SpanContext.create(
          traceId, spanId, TraceFlags.fromByte(RANDOM), TraceState.getDefault());
    }
    byte flags = (byte) (above.getTraceFlags().asByte() & RANDOM);
    return SpanContext.create(
        above.getTraceId(), spanId, TraceFlags.fromByte(flags), above.getTraceState());
  }

  private static long nonZero(ThreadLocalRandom random) {
    long id = random.nextLong();
    while (id == 0) {
      id = random.nextLong();
    }
    return id;
  }

  @Override
  public boolean isRecording() {
    return false;
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    return this;
  }

  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    return this;
  }

  @Override
  public Span updateName(String name) {
    return this;
  }

  @Override
  public void end() {}

  @Override
  public void end(long timestamp, TimeUnit unit) {}
}
