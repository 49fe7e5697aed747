package dev.weft.propagation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.propagation.W3CBaggagePropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * W3C Baggage. Read by OpenTelemetry's propagator; written by our own, because theirs copies
 * metadata into the header as the application gave it, line breaks included.
 */
final class BaggagePropagator implements TextMapPropagator {

  static final BaggagePropagator INSTANCE = new BaggagePropagator();

  private static final String HEADER = "baggage";

  private final TextMapPropagator reader = W3CBaggagePropagator.getInstance();

  private BaggagePropagator() {}

  @Override
  public Collection<String> fields() {
    return reader.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    Baggage baggage = Baggage.fromContext(context);
    if (baggage.isEmpty()) {
      return;
    }
    String header = BaggageHeader.of(baggage);
    if (!header.isEmpty()) {
      setter.set(carrier, HEADER, header);
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    return reader.extract(context, carrier, getter);
  }
}
