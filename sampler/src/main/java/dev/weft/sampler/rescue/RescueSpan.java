package dev.weft.sampler.rescue;

import dev.weft.tracing.DroppedSpan;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
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
 * A span that the head sampler dropped and that records all the same, as cheaply as can be. On the
 * wire nothing of it shows: its identity is the dropped span's, made when somebody reads it.
 *
 * <p>Attributes, name and status are written by one thread at a time, as operations do; any thread
 * may end it, and only the first end counts.
 */
final class RescueSpan extends DroppedSpan {
  private static final AtomicIntegerFieldUpdater<RescueSpan> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(RescueSpan.class, "ended");

  /** About what an object of this class and its identity weigh, and what its operation adds. */
  private static final int OWN_BYTES = 160;

  private static final long FIRST_SERVER_ERROR = 500;
  private static final int SERVER_ATTRIBUTES = 14;
  private static final int OTHER_ATTRIBUTES = 9;

  private final Fragment fragment;
  private final SpanKind kind;
  private final InstrumentationScope scope;
  private final long startNanos;
  private final FlatAttributes attributes;
  private String name;
  private @Nullable SpanDetails details;
  private StatusCode status = StatusCode.UNSET;
  private String statusDescription = "";
  private long endNanos;
  private volatile int ended;

  // Of the fragment's list, which is grown by whoever has won the right to put this span on top.
  private @Nullable RescueSpan below;
  private int count = 1;
  private int bytes;

  /**
   * A started span.
   *
   * @param parent the span above, of the fragment or remote
   * @param startNanos by the clock's {@code nanoTime}
   */
  RescueSpan(
      Fragment fragment,
      @Nullable Span parent,
      HeadDecision decision,
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      long startNanos) {
    super(parent, decision);
    this.fragment = fragment;
    this.scope = scope;
    this.kind = kind;
    this.name = name;
    this.startNanos = startNanos;
    this.attributes =
        new FlatAttributes(kind == SpanKind.SERVER ? SERVER_ATTRIBUTES : OTHER_ATTRIBUTES);
  }

  @Override
  public boolean isRecording() {
    return ended == 0 && fragment.wantsMore();
  }

  @Override
  public <T> Span setAttribute(AttributeKey<T> key, @Nullable T value) {
    if (value != null && ended == 0) {
      SpanEnvironment environment = fragment.environment();
      Object limited = ValueLimit.apply(value, environment.valueLength());
      attributes.put(key, limited, environment.attributeCount());
    }
    return this;
  }

  @Override
  public Span addEvent(String name, Attributes attributes) {
    return addEvent(name, attributes, fragment.environment().clock().nanoTime());
  }

  @Override
  public Span addEvent(String name, Attributes attributes, long timestamp, TimeUnit unit) {
    return addEvent(name, attributes, fragment.nanosOf(unit.toNanos(timestamp)));
  }

  private Span addEvent(String name, Attributes attributes, long nanos) {
    if (ended == 0) {
      details().addEvent(fragment.epochNanos(nanos), name, attributes);
    }
    return this;
  }

  @Override
  public Span addLink(SpanContext target, Attributes attributes) {
    if (ended == 0 && target.isValid()) {
      details().addLink(target, attributes);
    }
    return this;
  }

  private SpanDetails details() {
    SpanDetails known = details;
    if (known == null) {
      known = new SpanDetails(fragment.environment().limits());
      details = known;
    }
    return known;
  }

  /** Ok is final, and nothing makes Unset of another status (SDK specification, Set Status). */
  @Override
  public Span setStatus(StatusCode statusCode, String description) {
    if (ended == 0 && statusCode != StatusCode.UNSET && status != StatusCode.OK) {
      status = statusCode;
      statusDescription = statusCode == StatusCode.ERROR ? description : "";
      if (statusCode == StatusCode.ERROR) {
        fragment.suspect();
      }
    }
    return this;
  }

  @Override
  public Span recordException(Throwable exception, Attributes additionalAttributes) {
    return addEvent("exception", ExceptionAttributes.of(exception, additionalAttributes));
  }

  @Override
  public Span updateName(String name) {
    if (ended == 0) {
      this.name = name;
    }
    return this;
  }

  @Override
  public void end() {
    end(fragment.environment().clock().nanoTime());
  }

  @Override
  public void end(long timestamp, TimeUnit unit) {
    end(fragment.nanosOf(unit.toNanos(timestamp)));
  }

  private void end(long nanos) {
    if (ENDED.compareAndSet(this, 0, 1)) {
      endNanos = nanos;
      fragment.ended(this);
    }
  }

  @Override
  public boolean passesRescuesOn() {
    return fragment.passesRescuesOn();
  }

  @Override
  public boolean announcesRescue(boolean failed, @Nullable String route) {
    // Who sent no trace context is no service of ours: a browser, or somebody outside.
    boolean wanted = fragment.root() == this && parentContext().isValid();
    return wanted && fragment.announces(failed, route);
  }

  @Override
  public void rescuedDownstream(String traceId) {
    fragment.heard(traceId.equals(getSpanContext().getTraceId()));
  }

  /**
   * Puts the span on top of a list of ended ones, which nobody sees until it has got there.
   *
   * @param below the list so far
   */
  void stack(@Nullable RescueSpan below) {
    this.below = below;
    this.count = below == null ? 1 : below.count + 1;
    this.bytes = ownBytes() + (below == null ? 0 : below.bytes);
  }

  private int ownBytes() {
    SpanDetails more = details;
    return OWN_BYTES + attributes.bytes() + (more == null ? 0 : more.bytes());
  }

  /**
   * Whether the operation of this span, a local root, has failed: its status says so, or the code
   * that the server answered with.
   */
  boolean hasFailed() {
    if (status == StatusCode.ERROR) {
      return true;
    }
    Object code = kind == SpanKind.SERVER ? attributes.find("http.response.status_code") : null;
    return code instanceof Long && (Long) code >= FIRST_SERVER_ERROR;
  }

  /**
   * What rules ask of a local root.
   *
   * @param route the route as far as no attribute holds it yet
   */
  RootRequest request(@Nullable String route) {
    return new RootRequest(
        name,
        text("http.request.method"),
        text("url.path"),
        route == null ? text("http.route") : route);
  }

  private @Nullable String text(String key) {
    Object value = attributes.find(key);
    return value instanceof String ? (String) value : null;
  }

  /** The next span of the list that this is the top of. */
  @Nullable RescueSpan below() {
    return below;
  }

  /** How many spans the list below and including this one has. */
  int count() {
    return count;
  }

  /** About how many bytes the spans of that list hold. */
  int bytes() {
    return bytes;
  }

  /** Lets go of the list, so that a span which somebody keeps keeps no others. */
  void unstack() {
    below = null;
  }

  Fragment fragment() {
    return fragment;
  }

  SpanContext parentContext() {
    Span parent = parent();
    return parent == null ? SpanContext.getInvalid() : parent.getSpanContext();
  }

  InstrumentationScope scope() {
    return scope;
  }

  String name() {
    return name;
  }

  SpanKind kind() {
    return kind;
  }

  StatusCode status() {
    return status;
  }

  String statusDescription() {
    return statusDescription;
  }

  FlatAttributes attributes() {
    return attributes;
  }

  @Nullable SpanDetails detailsOrNull() {
    return details;
  }

  long startNanos() {
    return startNanos;
  }

  /** By the clock's {@code nanoTime}; 0 before the end. */
  long endNanos() {
    return endNanos;
  }
}
