package dev.weft.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import org.jspecify.annotations.Nullable;

/**
 * The tracing that is in force: where spans come from, how context travels, what is captured.
 *
 * <p>The agent configures it once, tests once per test. Before that no operation starts.
 */
public final class Tracing {
  private static volatile @Nullable Tracing current;

  private final TracerProvider tracers;
  private final TextMapPropagator propagator;
  private final TracingSettings settings;
  private final @Nullable HeadSampler sampler;

  private Tracing(
      TracerProvider tracers,
      TextMapPropagator propagator,
      TracingSettings settings,
      @Nullable HeadSampler sampler) {
    this.tracers = tracers;
    this.propagator = propagator;
    this.settings = settings;
    this.sampler = sampler;
  }

  /**
   * Puts the given tracing in force, for operations that start from now on. What is recorded is
   * decided by the tracers alone.
   */
  public static void configure(
      TracerProvider tracers, TextMapPropagator propagator, TracingSettings settings) {
    current = new Tracing(tracers, propagator, settings, null);
  }

  /**
   * Puts the given tracing in force, for operations that start from now on.
   *
   * @param sampler decides first; the tracers take its decisions over from {@link DecisionHandOver}
   */
  public static void configure(
      TracerProvider tracers,
      TextMapPropagator propagator,
      TracingSettings settings,
      HeadSampler sampler) {
    current = new Tracing(tracers, propagator, settings, sampler);
  }

  /** Puts the tracer provider and the propagators of the given instance in force. */
  public static void configure(OpenTelemetry openTelemetry, TracingSettings settings) {
    configure(
        openTelemetry.getTracerProvider(),
        openTelemetry.getPropagators().getTextMapPropagator(),
        settings);
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
    return asked == null ? HeadDecision.OPEN : asked.decide(parent, start, request);
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
   * Starts the span of an operation that is dropped.
   *
   * @param decision one that {@linkplain HeadDecision#isDropped drops}
   */
  public Span startDropped(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      Context parent,
      HeadDecision decision) {
    return droppedSpans().start(scope, kind, name, Span.fromContextOrNull(parent), decision);
  }

  private DroppedSpans droppedSpans() {
    return sampler == null ? DroppedSpans.SILENT : sampler.droppedSpans();
  }

  /**
   * Starts a span by the SDK.
   *
   * @param decision one that does not drop
   */
  public Span start(SpanBuilder builder, HeadDecision decision) {
    return decision.isOpen() ? builder.startSpan() : DecisionHandOver.start(builder, decision);
  }

  /** The source of tracers. */
  public TracerProvider tracers() {
    return tracers;
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
