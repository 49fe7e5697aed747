package dev.weft.agent.cli.view;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.UnsupportedEncodingException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the terminal that standard output goes to. */
final class Terminal {
  private static final int DEFAULT_WIDTH = 120;

  private final Map<String, String> environment;
  private final boolean interactive;

  Terminal(Map<String, String> environment, boolean interactive) {
    this.environment = environment;
    this.interactive = interactive;
  }

  static Terminal ofThisProcess() {
    return new Terminal(System.getenv(), isInteractive());
  }

  /** {@code COLUMNS}, or 120. */
  int width() {
    try {
      int columns = Integer.parseInt(environment.getOrDefault("COLUMNS", "").trim());
      return columns > 0 ? Math.min(columns, 500) : DEFAULT_WIDTH;
    } catch (NumberFormatException e) {
      return DEFAULT_WIDTH;
    }
  }

  /** Whether colours are welcome: on a terminal, unless NO_COLOR (no-color.org) is set. */
  boolean colour() {
    return interactive
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !"dumb".equals(environment.get("TERM"));
  }

  /** Whether the locale is one of UTF-8; a container without any is taken for one, too. */
  boolean unicode() {
    String locale = first("LC_ALL", "LC_CTYPE", "LANG");
    if (locale == null) {
      return true;
    }
    String lower = locale.toLowerCase(Locale.ROOT);
    return lower.contains("utf-8") || lower.contains("utf8");
  }

  private @Nullable String first(String... variables) {
    for (String variable : variables) {
      String value = environment.get(variable);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  /** Standard output in UTF-8, whatever the JVM thinks the platform's encoding is. */
  static PrintStream utf8Output() {
    try {
      return new PrintStream(new FileOutputStream(FileDescriptor.out), true, "UTF-8");
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e); // every JVM has UTF-8
    }
  }

  /** From Java 22 on there is a console without a terminal as well. */
  private static boolean isInteractive() {
    if (System.console() == null) {
      return false;
    }
    try {
      Object answer =
          Class.forName("java.io.Console").getMethod("isTerminal").invoke(System.console());
      return Boolean.TRUE.equals(answer);
    } catch (ReflectiveOperationException beforeJava22) {
      return true;
    }
  }
}
