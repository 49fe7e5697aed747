package dev.weft.agent.logging.jul;

import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * The part of {@code java.util.logging.Logger} that the dependencies use. Asks slf4j for its logger
 * on the first line only, so that classes with a logger constant cost nothing at start.
 */
public final class Logger {
  private final String name;
  private volatile org.slf4j.@Nullable Logger target;

  private Logger(String name) {
    this.name = name;
  }

  /** A logger of that name. */
  public static Logger getLogger(String name) {
    return new Logger(name);
  }

  /** Whether lines of that level are written. */
  public boolean isLoggable(Level level) {
    return target().isEnabledForLevel(level.counterpart);
  }

  /** Logs a line. */
  public void log(Level level, @Nullable String message) {
    log(level, message, (Throwable) null);
  }

  /** Logs a line about a throwable. */
  public void log(Level level, @Nullable String message, @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      target().makeLoggingEventBuilder(level.counterpart).setCause(thrown).log(message);
    }
  }

  /** Logs a line with one parameter, {@code {0}}. */
  public void log(Level level, @Nullable String message, @Nullable Object parameter) {
    log(level, message, new Object[] {parameter});
  }

  /** Logs a line with parameters, {@code {0}}, {@code {1}} and so on. */
  public void log(Level level, @Nullable String message, Object @Nullable [] parameters) {
    if (isLoggable(level)) {
      log(level, fill(String.valueOf(message), parameters));
    }
  }

  /** Logs a line at {@link Level#SEVERE}. */
  public void severe(String message) {
    log(Level.SEVERE, message);
  }

  /** Logs a line at {@link Level#WARNING}. */
  public void warning(String message) {
    log(Level.WARNING, message);
  }

  /** Logs a line at {@link Level#INFO}. */
  public void info(String message) {
    log(Level.INFO, message);
  }

  /** Logs a line at {@link Level#FINE}. */
  public void fine(String message) {
    log(Level.FINE, message);
  }

  private org.slf4j.Logger target() {
    org.slf4j.Logger known = target;
    if (known == null) {
      known = LoggerFactory.getLogger(name);
      target = known;
    }
    return known;
  }

  private static String fill(String message, Object @Nullable [] parameters) {
    String filled = message;
    for (int i = 0; parameters != null && i < parameters.length; i++) {
      filled = filled.replace("{" + i + "}", String.valueOf(parameters[i]));
    }
    return filled;
  }
}
