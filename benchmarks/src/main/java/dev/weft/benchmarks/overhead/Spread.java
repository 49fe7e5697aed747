package dev.weft.benchmarks.overhead;

import java.util.Arrays;
import java.util.List;

/** What the rounds gave. */
record Spread(double median, double lowest, double highest, int rounds) {
  /** Of at least one value. */
  static Spread of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  static Spread of(double... values) {
    return of(Arrays.stream(values).boxed().toList());
  }
}
