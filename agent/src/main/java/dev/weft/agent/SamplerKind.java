package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;

/**
 * What can be said of the configured sampler without asking it, so that spans it would drop for
 * certain are not even offered to it. None of the samplers that {@code otel.traces.sampler} names
 * looks at attributes.
 */
final class SamplerKind {
  private final String name;
  private final boolean ratioIsZero;

  private SamplerKind(String name, boolean ratioIsZero) {
    this.name = name;
    this.ratioIsZero = ratioIsZero;
  }

  static SamplerKind of(Config config) {
    return new SamplerKind(
        config.get(Options.TRACES_SAMPLER), isZero(config.get(Options.TRACES_SAMPLER_ARG)));
  }

  /** Whether no span without a parent is sampled. */
  boolean dropsRoots() {
    return name.endsWith("always_off") || name.endsWith("traceidratio") && ratioIsZero;
  }

  /** Whether no span with an unsampled parent is sampled. */
  boolean followsUnsampledParents() {
    return name.startsWith("parentbased_") || name.equals("always_off");
  }

  private static boolean isZero(String ratio) {
    try {
      return Double.parseDouble(ratio) == 0;
    } catch (NumberFormatException e) {
      return false; // the sampler itself complains, and takes 1
    }
  }
}
