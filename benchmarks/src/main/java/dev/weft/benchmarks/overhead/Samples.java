package dev.weft.benchmarks.overhead;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was measured of one subject again and again within a round. */
final class Samples {
  private final Map<Measure, List<Double>> values = new EnumMap<>(Measure.class);

  void add(Measure measure, double value) {
    values.computeIfAbsent(measure, key -> new ArrayList<>()).add(value);
  }

  void addAll(Map<Measure, Double> more) {
    more.forEach(this::add);
  }

  /**
   * The quartile on the better side of each measure: what else goes on in a machine makes all that
   * is measured worse, never better, so that the median moves with it, and the quartile hardly.
   */
  Map<Measure, Double> betterQuartiles() {
    Map<Measure, Double> quartiles = new EnumMap<>(Measure.class);
    values.forEach((measure, all) -> quartiles.put(measure, betterQuartile(measure, all)));
    return quartiles;
  }

  private static double betterQuartile(Measure measure, List<Double> all) {
    List<Double> bestFirst = new ArrayList<>(all);
    bestFirst.sort(measure.moreIsBetter() ? Collections.reverseOrder() : null);
    return bestFirst.get((bestFirst.size() - 1) / 4);
  }
}
