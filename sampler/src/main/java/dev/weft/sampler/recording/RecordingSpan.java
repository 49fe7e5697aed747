package dev.weft.sampler.recording;

import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.LocalSpan;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * A span that keeps what is written to it, as cheaply as can be.
 *
 * <p>Attributes, name and status are written by one thread at a time, as operations do; any thread
 * may end it, and only the first end counts.
 */
public abstract class RecordingSpan extends LocalSpan {
  private static final AtomicIntegerFieldUpdater<RecordingSpan> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(RecordingSpan.class, "ended");

  /** About what an object of this class and its identity weigh, and what its operation adds. */
  private static final int OWN_BYTES = 160;

  private static final int SERVER_ATTRIBUTES = 14;
  private static final int OTHER_ATTRIBUTES = 9;

  private final SpanEnvironment environment;
  private final InstrumentationScope scope;
  private final SpanKind kind;
  private final long startNanos;
  private final long epochOffset;
  private final FlatAttributes attributes;
  private String name;
  private @Nullable SpanDetails details;
  private StatusCode status = StatusCode.UNSET;
  private String statusDescription = "";
  private long endNanos;
  private volatile int ended;

  /**
   * A started span.
   *
   * @param parent the span above, local or remote; null if there is none
   * @param startNanos by the clock's {@code nanoTime}
   * @param epochOffset what makes epoch time of the clock's {@code nanoTime}
   */
  protected RecordingSpan(
      SpanEnvironment environment,
      @Nullable Span parent,
      HeadDecision decision,
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      long startNanos,
      long epochOffset) {
    super(parent, decision);
    this.environment = environment;
    this.scope = scope;
    this.kind = kind;
    this.name = name;
    this.startNanos = startNanos;
    this.epochOffset = epochOffset;
    this.attributes =
        new FlatAttributes(kind == SpanKind.SERVER ? SERVER_ATTRIBUTES : OTHER_ATTRIBUTES);
  }

  /** Called once, on the thread that has ended the span. */
  protected abstract void ended();

  /** Called when the status becomes an error. */
  protected void failed() {}

  @Override
  public boolean isRecording() {
    return ended == 0;
  }

  /** Whether somebody has ended the span. */
  public final boolean hasEnded() {
    return ended != 0;
  }

  @Override
  public final <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    if (value != null && ended == 0) {
      Object limited = ValueLimit.apply(value, environment.valueLength());
      attributes.put(key, limited, environment.attributeCount());
    }
    return this;
  }

  @Override
  public final Span addEvent(String name, Attributes attributes) {
    return addEvent(name, attributes, environment.clock().nanoTime());
  }

  @Override
  public final Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    return addEvent(name, attributes, nanosOf(unit.toNanos(timestamp)));
  }

  private Span addEvent(String name, Attributes attributes, long nanos) {
    if (ended == 0) {
      details().addEvent(epochNanos(nanos), name, attributes);
    }
    return this;
  }

  @Override
  public final Span addLink(SpanContext target, Attributes attributes) {
    if (ended == 0 && target.isValid()) {
      details().addLink(target, attributes);
    }
    return this;
  }

  private SpanDetails details() {
    SpanDetails known = details;
    if (known == null) {
      known = new SpanDetails(environment.limits());
      details = known;
    }
    return known;
  }

  /** Ok is final, and nothing makes Unset of another status (SDK specification, Set Status). */
  @Override
  public final Span setStatus(StatusCode statusCode, String description) {
    if (ended == 0 && statusCode != StatusCode.UNSET && status != StatusCode.OK) {
      status = statusCode;
      statusDescription = statusCode == StatusCode.ERROR ? description : "";
      if (statusCode == StatusCode.ERROR) {
        failed();
      }
    }
    return this;
  }

  @Override
  public final Span recordException(Throwable exception, Attributes additionalAttributes) {
    return addEvent("exception", ExceptionAttributes.of(exception, additionalAttributes));
  }

  @Override
  public final Span updateName(String name) {
    if (ended == 0) {
      this.name = name;
    }
    return this;
  }

  @Override
  public final void end() {
    end(environment.clock().nanoTime());
  }

  @Override
  public final void end(long timestamp, TimeUnit unit) {
    end(nanosOf(unit.toNanos(timestamp)));
  }

  private void end(long nanos) {
    if (ENDED.compareAndSet(this, 0, 1)) {
      endNanos = nanos;
      ended();
    }
  }

  /** Epoch time of a reading of the clock's {@code nanoTime}. */
  final long epochNanos(long nanos) {
    return nanos + epochOffset;
  }

  private long nanosOf(long epochNanos) {
    return epochNanos - epochOffset;
  }

  final long epochOffset() {
    return epochOffset;
  }

  /** What was last set for an attribute of that name, or null. */
  protected final @Nullable Object attribute(String key) {
    return attributes.find(key);
  }

  /** About how many bytes of heap the span holds, with all that was written to it. */
  protected final int heldBytes() {
    SpanDetails more = details;
    return OWN_BYTES + attributes.bytes() + (more == null ? 0 : more.bytes());
  }

  final SpanEnvironment environment() {
    return environment;
  }

  final InstrumentationScope scope() {
    return scope;
  }

  final FlatAttributes attributes() {
    return attributes;
  }

  final @Nullable SpanDetails detailsOrNull() {
    return details;
  }

  /** The identity of the span above; invalid if there is none. */
  public final SpanContext getParentSpanContext() {
    Span parent = parent();
    return parent == null ? SpanContext.getInvalid() : parent.getSpanContext();
  }

  /** The name that the span has by now. */
  public final String getName() {
    return name;
  }

  /** The kind of the span. */
  public final SpanKind getKind() {
    return kind;
  }

  /** The status that the span has by now. */
  public final StatusCode status() {
    return status;
  }

  final String statusDescription() {
    return statusDescription;
  }

  /** By the clock's {@code nanoTime}. */
  public final long startNanos() {
    return startNanos;
  }

  /** By the clock's {@code nanoTime}; 0 before the end. */
  public final long endNanos() {
    return endNanos;
  }
}
