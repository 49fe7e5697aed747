package dev.weft.agent.logging;

import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** What is to be written. */
final class LogLine {
  final Level level;
  final String logger;
  final String message;
  final @Nullable Throwable error;

  LogLine(Level level, String logger, String message, @Nullable Throwable error) {
    this.level = level;
    this.logger = logger;
    this.message = message;
    this.error = error;
  }

  /** The logger's name without its package. */
  String shortLogger() {
    return logger.substring(logger.lastIndexOf('.') + 1);
  }
}
