package dev.weft.sampler.rescue;

import dev.weft.sampler.recording.RecordingSpan;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import org.jspecify.annotations.Nullable;

/**
 * A span that the head sampler dropped and that records all the same. On the wire nothing of it
 * shows: its identity is the dropped span's, made when somebody reads it.
 */
final class RescueSpan extends RecordingSpan {
  private static final long FIRST_SERVER_ERROR = 500;

  private final Fragment fragment;

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
    super(
        fragment.environment(),
        parent,
        decision,
        scope,
        kind,
        name,
        startNanos,
        fragment.epochOffset());
    this.fragment = fragment;
  }

  @Override
  public boolean isRecording() {
    return !hasEnded() && fragment.wantsMore();
  }

  @Override
  protected void failed() {
    fragment.suspect();
  }

  @Override
  protected void ended() {
    fragment.ended(this);
  }

  @Override
  public boolean passesRescuesOn() {
    return fragment.passesRescuesOn();
  }

  @Override
  public boolean announcesRescue(boolean failed, @Nullable String route) {
    // Who sent no trace context is no service of ours: a browser, or somebody outside.
    boolean wanted = fragment.root() == this && getParentSpanContext().isValid();
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
    this.bytes = heldBytes() + (below == null ? 0 : below.bytes);
  }

  /**
   * Whether the operation of this span, a local root, has failed: its status says so, or the code
   * that the server answered with.
   */
  boolean hasFailed() {
    if (status() == StatusCode.ERROR) {
      return true;
    }
    Object code = getKind() == SpanKind.SERVER ? attribute("http.response.status_code") : null;
    return code instanceof Long && (Long) code >= FIRST_SERVER_ERROR;
  }

  /**
   * What rules ask of a local root.
   *
   * @param route the route as far as no attribute holds it yet
   */
  RootRequest request(@Nullable String route) {
    return new RootRequest(
        getName(),
        text("http.request.method"),
        text("url.path"),
        route == null ? text("http.route") : route);
  }

  private @Nullable String text(String key) {
    Object value = attribute(key);
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
}
