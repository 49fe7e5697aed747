package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The tracing that is in force: where spans come from, how context travels, what is captured.
 *
 * <p>The agent configures it once, tests once per test. Before that no operation starts.
 */
public final class Tracing {
  private static volatile @Nullable Tracing current;

  private final SampledSpans spans;
  private final TextMapPropagator propagator;
  private final TracingSettings settings;
  private final @Nullable HeadSampler sampler;

  private Tracing(
      SampledSpans spans,
      TextMapPropagator propagator,
      TracingSettings settings,
      @Nullable HeadSampler sampler) {
    this.spans = spans;
    this.propagator = propagator;
    this.settings = settings;
    this.sampler = sampler;
  }

  /**
   * Puts the given tracing in force, for operations that start from now on. None is dropped: what
   * is recorded is decided by whoever makes the spans.
   */
  public static void configure(
      SampledSpans spans, TextMapPropagator propagator, TracingSettings settings) {
    current = new Tracing(spans, propagator, settings, null);
  }

  /**
   * Puts the given tracing in force, for operations that start from now on.
   *
   * @param spans makes the spans of operations that are not dropped
   * @param sampler decides which are
   */
  public static void configure(
      SampledSpans spans,
      TextMapPropagator propagator,
      TracingSettings settings,
      HeadSampler sampler) {
    current = new Tracing(spans, propagator, settings, sampler);
  }

  /** Puts no tracing in force: operations do not start until the next {@code configure}. */
  public static void reset() {
    current = null;
  }

  /** The tracing in force, or null while there is none. One volatile read. */
  public static @Nullable Tracing current() {
    return current;
  }

  /**
   * Decides about an operation that is about to start.
   *
   * @param parent the context above
   * @param start reads the operation from {@code request}
   */
  public <Q> HeadDecision decide(Context parent, StartView<Q> start, Q request) {
    OperationCost.mayBegin();
    HeadSampler asked = sampler;
    return asked == null ? HeadDecision.SAMPLED : asked.decide(parent, start, request);
  }

  /**
   * Whether a dropped operation that sends no context on can go without a span: nobody would record
   * it, and all below it is decided as it was.
   */
  public boolean needsNoSpan(Context parent, HeadDecision decision) {
    return Span.fromContextOrNull(parent) instanceof UnsampledSpan
        || decision.traceIdLow() == 0 && droppedSpans() == DroppedSpans.SILENT;
  }

  /**
   * Starts the span of an operation.
   *
   * @param name as the operation starts; recording spans may be renamed
   * @param parent the context above
   * @param decision what was {@linkplain #decide decided} about it
   */
  public Span start(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      Context parent,
      HeadDecision decision) {
    return start(scope, kind, name, parent, decision, null);
  }

  /**
   * The same of one that may have begun before.
   *
   * @param begun when the operation began; null for now. A span that is dropped begins now
   */
  public Span start(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      Context parent,
      HeadDecision decision,
      @Nullable Instant begun) {
    return decision.isDropped()
        ? droppedSpans().start(scope, kind, name, Span.fromContextOrNull(parent), decision)
        : spans.start(scope, kind, name, parent, decision, begun);
  }

  private DroppedSpans droppedSpans() {
    return sampler == null ? DroppedSpans.SILENT : sampler.droppedSpans();
  }

  /** The propagator of incoming and outgoing requests. */
  public TextMapPropagator propagator() {
    return propagator;
  }

  /** What is captured and redacted. */
  public TracingSettings settings() {
    return settings;
  }
}
