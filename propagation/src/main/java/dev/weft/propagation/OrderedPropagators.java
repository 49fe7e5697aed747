package dev.weft.propagation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several propagators as one, which reads the W3C's formats after all the others. */
final class OrderedPropagators implements TextMapPropagator {

  private static final List<TextMapPropagator> W3C =
      Arrays.asList(BaggagePropagator.INSTANCE, TraceContextPropagator.INSTANCE);

  private final TextMapPropagator[] injecting;
  private final TextMapPropagator[] extracting;
  private final Collection<String> fields;

  private OrderedPropagators(List<TextMapPropagator> propagators) {
    injecting = propagators.toArray(new TextMapPropagator[0]);
    List<TextMapPropagator> older = new ArrayList<>(propagators);
    List<TextMapPropagator> w3c = new ArrayList<>(W3C);
    older.removeAll(W3C);
    w3c.retainAll(propagators);
    older.addAll(w3c);
    extracting = older.toArray(new TextMapPropagator[0]);
    Set<String> names = new LinkedHashSet<>();
    for (TextMapPropagator propagator : injecting) {
      names.addAll(propagator.fields());
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
