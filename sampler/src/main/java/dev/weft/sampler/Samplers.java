package dev.weft.sampler;

import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The head samplers that {@code otel.traces.sampler} names. */
public final class Samplers {

  /** What is used when {@code otel.traces.sampler} is not set, or holds an unknown name. */
  public static final String DEFAULT = "parentbased_always_on";

  private static final String ACCEPTED =
      "always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off,"
          + " parentbased_traceidratio";
  private static final double DEFAULT_RATIO = 1.0;

  private Samplers() {}

  /**
   * Returns the sampler of that name.
   *
   * @param name value of {@code otel.traces.sampler}, in any case; null or blank means {@link
   *     #DEFAULT}
   * @param argument value of {@code otel.traces.sampler.arg}: for the ratio samplers a probability
   *     in [0, 1], by default 1; ignored by the others
   * @param warnings receives one line for each value that could not be used; the default then
   *     stands in, as OpenTelemetry's environment variable specification wants it
   */
  public static Sampler create(
      @Nullable String name, @Nullable String argument, Consumer<String> warnings) {
    String known = name == null ? "" : name.trim().toLowerCase(Locale.ROOT);
    switch (known) {
      case "always_on":
        return Sampler.alwaysOn();
      case "always_off":
        return Sampler.alwaysOff();
      case "traceidratio":
        return Sampler.traceIdRatioBased(ratio(argument, warnings));
      case "":
      case DEFAULT:
        return Sampler.parentBased(Sampler.alwaysOn());
      case "parentbased_always_off":
        return Sampler.parentBased(Sampler.alwaysOff());
      case "parentbased_traceidratio":
        return Sampler.parentBased(Sampler.traceIdRatioBased(ratio(argument, warnings)));
      default:
        warnings.accept(
            "otel.traces.sampler="
                + name
                + " is unknown; accepted: "
                + ACCEPTED
                + "; using "
                + DEFAULT);
        return Sampler.parentBased(Sampler.alwaysOn());
    }
  }

  private static double ratio(@Nullable String argument, Consumer<String> warnings) {
    if (argument == null || argument.trim().isEmpty()) {
      return DEFAULT_RATIO;
    }
    try {
      double ratio = Double.parseDouble(argument.trim());
      if (ratio >= 0 && ratio <= 1) {
        return ratio;
      }
    } catch (NumberFormatException e) {
      // Falls through to the warning, which also covers NaN and numbers out of range.
    }
    warnings.accept(
        "otel.traces.sampler.arg="
            + argument
            + " is not a probability between 0 and 1; using "
            + DEFAULT_RATIO);
    return DEFAULT_RATIO;
  }
}
