package dev.weft.propagation;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/**
 * W3C Baggage. Not OpenTelemetry's propagator, which logs a stack trace for each bad member that
 * somebody sends, and copies metadata into the header as the application gave it, line breaks
 * included.
 */
final class BaggagePropagator implements TextMapPropagator {

  static final BaggagePropagator INSTANCE = new BaggagePropagator();

  private static final String HEADER = "baggage";
  private static final Collection<String> FIELDS = Collections.singletonList(HEADER);

  private BaggagePropagator() {}

  @Override
  public Collection<String> fields() {
    return FIELDS;
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    Baggage baggage = Baggage.fromContext(context);
    if (baggage.isEmpty()) {
      return;
    }
    String header = BaggageWriter.write(baggage);
    if (!header.isEmpty()) {
      setter.set(carrier, HEADER, header);
    }
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    if (getter.get(carrier, HEADER) == null) {
      return context;
    }
    Baggage baggage = BaggageReader.read(getter.getAll(carrier, HEADER));
    return baggage.isEmpty() ? context : context.with(baggage);
  }
}
