package dev.weft.agent.logging;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * Where log lines go. There is one per JVM, in force from the first line on with defaults, and
 * again with the user's settings once they are read.
 */
public final class AgentLog {
  private static volatile AgentLog current = stderr(LogSettings.DEFAULTS);

  private final LogSettings settings;
  private final LineFormat format;
  private final @Nullable PrintStream file;
  private final Throttle sameText;
  private final Throttle sameMessage;

  /** A log; {@code file} null stands for whatever {@code System.err} is at the time of a line. */
  AgentLog(LogSettings settings, @Nullable PrintStream file, LongSupplier nanoClock) {
    this.settings = settings;
    this.file = file;
    this.format = settings.json ? new JsonFormat() : new TextFormat();
    this.sameText = new Throttle(1, TimeUnit.MINUTES.toNanos(1), nanoClock);
    this.sameMessage = new Throttle(10, TimeUnit.MINUTES.toNanos(1), nanoClock);
  }

  /** The log in force. */
  static AgentLog current() {
    return current;
  }

  /** Puts settings in force. A file that cannot be written is told on stderr, which stands in. */
  public static void configure(LogSettings settings) {
    String path = settings.file;
    if (path == null || settings.level == null) {
      current = stderr(settings);
      return;
    }
    try {
      PrintStream file = new PrintStream(new FileOutputStream(path, true), true, "UTF-8");
      current = new AgentLog(settings, file, System::nanoTime);
    } catch (FileNotFoundException | UnsupportedEncodingException e) {
      current = stderr(settings);
      current.write(
          new LogLine(Level.WARN, "AgentLog", "weft.log.file cannot be written: " + path, null));
    }
  }

  /** Writes one line whatever the level, unless nothing is to be logged at all. */
  public static void announce(String message) {
    AgentLog log = current;
    if (log.settings.level != null) {
      log.write(new LogLine(Level.INFO, "dev.weft.agent", message, null));
    }
  }

  private static AgentLog stderr(LogSettings settings) {
    return new AgentLog(settings, null, System::nanoTime);
  }

  boolean isEnabled(String logger, Level level) {
    Level least = settings.level;
    if (least == null) {
      return false;
    }
    // What dependencies find worth telling at info is not news to an operator of the service.
    boolean ours = logger.startsWith("dev.weft.");
    int floor = ours ? least.toInt() : Math.max(least.toInt(), floorOfOthers(least));
    return level.toInt() >= floor;
  }

  private static int floorOfOthers(Level least) {
    return least.toInt() >= Level.INFO.toInt() ? Level.WARN.toInt() : least.toInt();
  }

  /** Logs a line, unless the same was logged often enough already. */
  void log(Level level, String logger, String pattern, String message, @Nullable Throwable error) {
    String text = message;
    if (level.toInt() >= Level.INFO.toInt()) {
      long omitted = sameText.tryAcquire(logger + '\n' + message);
      if (omitted < 0 || sameMessage.tryAcquire(logger + '\n' + pattern) < 0) {
        return;
      }
      text = omitted == 0 ? message : message + " (and " + omitted + " times more before)";
    }
    write(new LogLine(level, logger, text, error));
  }

  private void write(LogLine line) {
    String text = format.format(line, System.currentTimeMillis(), settings.stackTraces);
    PrintStream target = file == null ? System.err : file;
    target.println(text);
  }
}
