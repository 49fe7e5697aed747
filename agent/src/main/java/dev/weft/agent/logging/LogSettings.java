package dev.weft.agent.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What is logged, how and where. Immutable. */
public final class LogSettings {
  /** Text lines of level info and above, on stderr. */
  static final LogSettings DEFAULTS = new LogSettings(Level.INFO, false, false, null);

  final @Nullable Level level;
  final boolean stackTraces;
  final boolean json;
  final @Nullable String file;

  /**
   * Settings of the agent's log.
   *
   * @param level the least level that is logged; null logs nothing
   * @param stackTraces whether a throwable is logged with its stack, or else in one line
   * @param json whether lines are JSON objects, or else text
   * @param file a path to append to instead of stderr
   */
  public LogSettings(
      @Nullable Level level, boolean stackTraces, boolean json, @Nullable String file) {
    this.level = level;
    this.stackTraces = stackTraces;
    this.json = json;
    this.file = file;
  }
}
