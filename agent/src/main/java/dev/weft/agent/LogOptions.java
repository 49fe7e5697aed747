package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.agent.logging.LogSettings;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** How the agent logs, by the options. */
final class LogOptions {

  private LogOptions() {}

  static LogSettings read(Config config) {
    boolean debug = config.get(Options.AGENT_DEBUG);
    return new LogSettings(
        level(config, debug),
        debug,
        config.get(Options.LOG_FORMAT).equals("json"),
        config.find(Options.LOG_FILE));
  }

  private static @Nullable Level level(Config config, boolean debug) {
    if (config.get(Options.AGENT_LOGGING).equals("none")) {
      return null;
    }
    if (debug && config.setting(Options.LOG_LEVEL) == null) {
      return Level.DEBUG;
    }
    String name = config.get(Options.LOG_LEVEL);
    return name.equals("off") ? null : Level.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
