package dev.weft.propagation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several propagators as one, which reads W3C Trace Context after all the others. */
final class OrderedPropagators implements TextMapPropagator {

  private final TextMapPropagator[] injecting;
  private final TextMapPropagator[] extracting;
  private final Collection<String> fields;

  private OrderedPropagators(List<TextMapPropagator> propagators) {
    injecting = propagators.toArray(new TextMapPropagator[0]);
    extracting = new TextMapPropagator[injecting.length];
    Set<String> names = new LinkedHashSet<>();
    int next = 0;
    for (TextMapPropagator propagator : injecting) {
      names.addAll(propagator.fields());
      if (propagator != TraceContextPropagator.INSTANCE) {
        extracting[next++] = propagator;
      }
    }
    if (next < extracting.length) {
      extracting[next] = TraceContextPropagator.INSTANCE;
    }
    fields = Collections.unmodifiableSet(names);
  }

  /** Wants each propagator once. */
  static TextMapPropagator of(List<TextMapPropagator> propagators) {
    if (propagators.isEmpty()) {
      return TextMapPropagator.noop();
    }
    return propagators.size() == 1 ? propagators.get(0) : new OrderedPropagators(propagators);
  }

  @Override
  public Collection<String> fields() {
    return fields;
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    for (TextMapPropagator propagator : injecting) {
      propagator.inject(context, carrier, setter);
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    Context extracted = context;
    for (TextMapPropagator propagator : extracting) {
      extracted = propagator.extract(extracted, carrier, getter);
    }
    return extracted;
  }
}
