package dev.weft.tracing;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
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

  private Tracing(TracerProvider tracers, TextMapPropagator propagator, TracingSettings settings) {
    this.tracers = tracers;
    this.propagator = propagator;
    this.settings = settings;
  }

  /** Puts the given tracing in force, for operations that start from now on. */
  public static void configure(
      TracerProvider tracers, TextMapPropagator propagator, TracingSettings settings) {
    current = new Tracing(tracers, propagator, settings);
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
   * Whether a span below the given context is dropped whatever the sampler would see of it.
   *
   * @param parent the context above; one that this answers true for may get {@link #dropped}
   */
  public boolean surelyDrops(Context parent) {
    Span above = Span.fromContextOrNull(parent);
    if (above == null) {
      return settings.rootsDropped();
    }
    if (above instanceof UnsampledSpan || above.isRecording()) {
      return !above.isRecording();
    }
    SpanContext identity = above.getSpanContext();
    return identity.isValid()
        ? settings.unsampledStaysUnsampled() && !identity.isSampled()
        : settings.rootsDropped();
  }

  /** A span for an operation that is surely dropped: it only carries the context on. */
  public Span dropped(Context parent) {
    return new UnsampledSpan(Span.fromContextOrNull(parent));
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
