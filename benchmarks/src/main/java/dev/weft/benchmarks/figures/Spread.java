package dev.weft.benchmarks.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What the rounds gave. */
public record Spread(double median, double lowest, double highest, int rounds) {
  /** Of at least one value. */
  public static Spread of(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  /** Of at least one value. */
  public static Spread of(double... values) {
    return of(Arrays.stream(values).boxed().toList());
  }

  /** The same of how each measures up. */
  public static <T> Spread of(List<T> all, ToDoubleFunction<T> measure) {
    return of(all.stream().mapToDouble(measure).toArray());
  }

  /**
   * A column of a table: how all measure up, beside those without what is measured.
   *
   * @param without may be the same, which then stand alone
   */
  public static <T> String column(List<T> all, List<T> without, ToDoubleFunction<T> measure) {
    Spread spread = of(all, measure);
    return all == without ? spread.text() : spread.textBeside(of(without, measure));
  }

  /** Median and range, whole numbers: {@code 412 [398..455]}. */
  public String text() {
    return String.format(Locale.ROOT, "%.0f [%.0f..%.0f]", median, lowest, highest);
  }

  /** {@link #text()}, and the difference of the medians: {@code 412 [398..455] +107}. */
  public String textBeside(Spread without) {
    return text() + String.format(Locale.ROOT, " %+.0f", median - without.median);
  }
}
