package dev.weft.sampler;

import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The values of {@code otel.traces.sampler}, in any case. */
enum SamplerName {
  ALWAYS_ON,
  ALWAYS_OFF,
  TRACEIDRATIO,
  PARENTBASED_ALWAYS_ON,
  PARENTBASED_ALWAYS_OFF,
  PARENTBASED_TRACEIDRATIO;

  private static final SamplerName DEFAULT = PARENTBASED_ALWAYS_ON;
  private static final String ACCEPTED =
      "always_on, always_off, traceidratio, parentbased_always_on, parentbased_always_off,"
          + " parentbased_traceidratio";

  /** Reads a name; null, and one that is wrong, is OpenTelemetry's default. */
  static SamplerName read(@Nullable String text, Consumer<String> problems) {
    if (text == null) {
      return DEFAULT;
    }
    String known = text.toUpperCase(Locale.ROOT);
    for (SamplerName name : values()) {
      if (name.name().equals(known)) {
        return name;
      }
    }
    String why =
        known.endsWith("JAEGER_REMOTE")
            ? " is not supported, weft.sampling.rules and weft.sampling.target do what its server"
                + " would; accepted: "
            : " is unknown; accepted: ";
    problems.accept(
        SamplingOptions.SAMPLER + "=" + text + why + ACCEPTED + "; using " + DEFAULT.lowerCase());
    return DEFAULT;
  }

  /** Whether what has a parent does as the parent does. */
  boolean isParentBased() {
    return ordinal() >= PARENTBASED_ALWAYS_ON.ordinal();
  }

  private String lowerCase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
