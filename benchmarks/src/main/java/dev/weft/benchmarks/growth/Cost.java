package dev.weft.benchmarks.growth;

import java.util.List;

/**
 * What a unit cost.
 *
 * @param cpuNanos CPU time
 * @param allocated bytes
 * @param kept bytes of heap and metaspace that are in use afterwards, where things are kept
 */
record Cost(double cpuNanos, double allocated, double kept) {
  private static final String NAME = "cost ";

  /** Finds the line that {@link #line} made among a program's other output. */
  static Cost parse(List<String> output) {
    for (String line : output) {
      if (line.startsWith(NAME)) {
        String[] figures = line.substring(NAME.length()).split(" ");
        return new Cost(
            Double.parseDouble(figures[0]),
            Double.parseDouble(figures[1]),
            Double.parseDouble(figures[2]));
      }
    }
    throw new IllegalArgumentException("no cost: " + output);
  }

  String line() {
    return NAME + cpuNanos + " " + allocated + " " + kept;
  }
}
