package dev.weft.agent;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.HeadSampler;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.SampledSpans;
import dev.weft.tracing.StartView;
import dev.weft.tracing.TraceStateChange;
import dev.weft.tracing.TracerSpans;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Tracing that is not there yet: whoever asks first waits at the gate, so that a request which is
 * faster than the start is traced all the same. It is in force only until the real one is; an
 * operation that came too early even so gets a span that records nothing.
 */
final class DeferredTracing implements HeadSampler, SampledSpans, TextMapPropagator {
  /** By this the spans know what has been decided by nobody. */
  private static final HeadDecision UNDECIDED = HeadDecision.sampled(0, TraceStateChange.NONE);

  private final StartGate gate;
  private volatile @Nullable HeadSampler sampler;
  private volatile SampledSpans spans = TracerSpans.NOOP;
  private volatile TextMapPropagator propagator = TextMapPropagator.noop();

  DeferredTracing(StartGate gate) {
    this.gate = gate;
  }

  /** Hands in the real tracing, and lets the waiting on. */
  void resolve(SampledSpans spans, TextMapPropagator propagator, HeadSampler sampler) {
    this.spans = spans;
    this.sampler = sampler;
    resolvePropagation(propagator);
  }

  /** Hands in tracing that makes no spans, and lets the waiting on. */
  void resolvePropagation(TextMapPropagator propagator) {
    this.propagator = propagator;
    gate.open();
  }

  /** Lets the waiting on, whatever there is. */
  void release() {
    gate.open();
  }

  private void waitBriefly() {
    // The thread that the others wait for must not wait for itself.
    if (!AgentThread.isCurrent()) {
      gate.await();
    }
  }

  @Override
  public <Q> HeadDecision decide(Context parent, StartView<Q> start, Q request) {
    waitBriefly();
    HeadSampler real = sampler;
    return real == null ? UNDECIDED : real.decide(parent, start, request);
  }

  @Override
  public DroppedSpans droppedSpans() {
    HeadSampler real = sampler;
    return real == null ? DroppedSpans.SILENT : real.droppedSpans();
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // one decision is told from others that are equal
  public Span start(
      InstrumentationScope scope,
      SpanKind kind,
      String name,
      Context parent,
      HeadDecision decision,
      @Nullable Instant begun) {
    SampledSpans source = decision == UNDECIDED ? TracerSpans.NOOP : spans;
    return source.start(scope, kind, name, parent, decision, begun);
  }

  private TextMapPropagator propagator() {
    waitBriefly();
    return propagator;
  }

  @Override
  public Collection<String> fields() {
    return Collections.emptyList();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    propagator().inject(context, carrier, setter);
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    return propagator().extract(context, carrier, getter);
  }
}
