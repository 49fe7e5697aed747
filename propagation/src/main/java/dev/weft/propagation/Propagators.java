package dev.weft.propagation;

import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import io.opentelemetry.extension.trace.propagation.JaegerPropagator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The propagators that {@code otel.propagators} names. */
public final class Propagators {

  /** What is used when {@code otel.propagators} is not set. */
  public static final List<String> DEFAULT =
      Collections.unmodifiableList(Arrays.asList("tracecontext", "baggage"));

  private static final String NONE = "none";
  private static final String ACCEPTED = "tracecontext, baggage, b3, b3multi, jaeger, none";

  private Propagators() {}

  /**
   * Returns one propagator that stands for all the named ones. Headers are written in the order of
   * the names. They are read in that order too, the last context found wins; but the W3C's {@code
   * baggage} and {@code tracecontext} are read after all others, so that they beat the older
   * formats wherever they stand.
   *
   * @param names values of {@code otel.propagators} in any case; repeated ones count once; {@code
   *     none} switches all off
   * @param warnings receives one line for each name that is not known and therefore ignored
   */
  public static TextMapPropagator create(List<String> names, Consumer<String> warnings) {
    Set<String> distinct = new LinkedHashSet<>();
    for (String name : names) {
      String trimmed = name.trim();
      if (!trimmed.isEmpty()) {
        distinct.add(trimmed.toLowerCase(Locale.ROOT));
      }
    }
    if (distinct.contains(NONE)) {
      if (distinct.size() > 1) {
        warnings.accept("otel.propagators holds none beside others; nothing is propagated");
      }
      return TextMapPropagator.noop();
    }
    List<TextMapPropagator> known = new ArrayList<>(distinct.size());
    for (String name : distinct) {
      TextMapPropagator propagator = named(name);
      if (propagator != null) {
        known.add(propagator);
      } else {
        warnings.accept(
            "otel.propagators=" + name + " is unknown and ignored; accepted: " + ACCEPTED);
      }
    }
    return OrderedPropagators.of(known);
  }

  private static @Nullable TextMapPropagator named(String name) {
    switch (name) {
      case "tracecontext":
        return TraceContextPropagator.INSTANCE;
      case "baggage":
        return BaggagePropagator.INSTANCE;
      case "b3":
        return b3(B3Propagator.injectingSingleHeader());
      case "b3multi":
        return b3(B3Propagator.injectingMultiHeaders());
      case "jaeger":
        return new GuardedPropagator(JaegerPropagator.getInstance());
      default:
        return null;
    }
  }

  private static TextMapPropagator b3(B3Propagator format) {
    return new GuardedPropagator(new B3Propagation(format));
  }
}
