package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.agent.governor.Governor;
import dev.weft.agent.governor.Limits;
import org.jspecify.annotations.Nullable;

/** The governor, by the options. */
final class Governing {

  private Governing() {}

  /** A governor of the given tracing; null if it is switched off. */
  static @Nullable Governor create(Config config, GovernedTracing governed) {
    if (!config.get(Options.GOVERNOR)) {
      return null;
    }
    Limits limits =
        new Limits(
            config.get(Options.GOVERNOR_HEAP),
            config.get(Options.GOVERNOR_CPU),
            config.get(Options.GOVERNOR_OWN));
    return new Governor(limits, config.get(Options.GOVERNOR_INTERVAL), governed);
  }
}
