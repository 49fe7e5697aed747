package dev.weft.agent;

import dev.weft.tracing.AgentThread;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * Tracing that is not there yet: whoever asks first waits at the gate, so that a request which is
 * faster than the start is traced all the same. It is in force only until the real one is; a tracer
 * or propagator obtained here that came too early does nothing.
 */
final class DeferredTracing implements TracerProvider, TextMapPropagator {
  private final StartGate gate;
  private volatile TracerProvider tracers = TracerProvider.noop();
  private volatile TextMapPropagator propagator = TextMapPropagator.noop();

  DeferredTracing(StartGate gate) {
    this.gate = gate;
  }

  /** Hands in the real tracing, and lets the waiting on. */
  void resolve(TracerProvider tracers, TextMapPropagator propagator) {
    this.tracers = tracers;
    this.propagator = propagator;
    gate.open();
  }

  /** Lets the waiting on, whatever there is. */
  void release() {
    gate.open();
  }

  private TracerProvider tracers() {
    waitBriefly();
    return tracers;
  }

  private TextMapPropagator propagator() {
    waitBriefly();
    return propagator;
  }

  private void waitBriefly() {
    // The thread that the others wait for must not wait for itself.
    if (!AgentThread.isCurrent()) {
      gate.await();
    }
  }

  @Override
  public Tracer get(String scope) {
    return tracers().get(scope);
  }

  @Override
  public Tracer get(String scope, String version) {
    return tracers().get(scope, version);
  }

  @Override
  public TracerBuilder tracerBuilder(String scope) {
    return tracers().tracerBuilder(scope);
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
