package dev.weft.propagation;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * A propagator of OpenTelemetry's for one of the older formats, kept from failing by what somebody
 * sends, and from writing what no header may hold.
 */
final class GuardedPropagator implements TextMapPropagator {

  /** None of the older formats has a limit of its own; this is that of baggage. */
  private static final int LONGEST_VALUE = BaggageGrammar.LONGEST;

  private final TextMapPropagator format;

  GuardedPropagator(TextMapPropagator format) {
    this.format = format;
  }

  @Override
  public Collection<String> fields() {
    return format.fields();
  }

  @Override
  public <C> void inject(Context context, @Nullable C carrier, TextMapSetter<C> setter) {
    format.inject(context, carrier, new LegalSetter<>(setter));
  }

  @Override
  public <C> Context extract(Context context, @Nullable C carrier, TextMapGetter<C> getter) {
    try {
      return format.extract(context, carrier, new TrimmingGetter<>(getter));
    } catch (IllegalArgumentException malformed) {
      // Jaeger's headers may be URL-encoded, and a stray percent sign is what the decoder throws
      // at.
      return context;
    }
  }

  /** Shows values without the whitespace around them, and none that is too long. */
  private static final class TrimmingGetter<C> implements TextMapGetter<C> {
    private final TextMapGetter<C> getter;

    TrimmingGetter(TextMapGetter<C> getter) {
      this.getter = getter;
    }

    @Override
    public Iterable<String> keys(C carrier) {
      return getter.keys(carrier);
    }

    @Override
    public @Nullable String get(@Nullable C carrier, String name) {
      String value = getter.get(carrier, name);
      if (value == null || value.length() > LONGEST_VALUE) {
        return null;
      }
      int start = OptionalWhitespace.skip(value, 0);
      return value.substring(start, OptionalWhitespace.trimEnd(value, start, value.length()));
    }

    @Override
    public Iterator<String> getAll(@Nullable C carrier, String name) {
      return getter.getAll(carrier, name);
    }
  }

  /** Drops headers that would break the request: Jaeger makes names and values of baggage. */
  private static final class LegalSetter<C> implements TextMapSetter<C> {
    private final TextMapSetter<C> setter;

    LegalSetter(TextMapSetter<C> setter) {
      this.setter = setter;
    }

    @Override
    public void set(@Nullable C carrier, String name, String value) {
      if (BaggageGrammar.isName(name, 0, name.length()) && isValue(value)) {
        setter.set(carrier, name, value);
      }
    }

    /** {@code field-value} of RFC 9110, section 5.5, without what is not ASCII. */
    private static boolean isValue(String value) {
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if ((c < 0x20 && c != '\t') || c > 0x7e) {
          return false;
        }
      }
      return true;
    }
  }
}
