package dev.weft.agent.config;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What is wrong with the configuration, one line each, kept until there is a log to tell it to. The
 * same line counts once. Safe for use by several threads.
 */
public final class Problems implements Consumer<String> {
  private final Set<String> lines = new LinkedHashSet<>();

  @Override
  public synchronized void accept(String line) {
    lines.add(line);
  }

  /** The lines so far. */
  public synchronized List<String> lines() {
    return new ArrayList<>(lines);
  }
}
