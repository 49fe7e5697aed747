package dev.weft.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SamplesTest {
  private final Samples samples = new Samples();

  @Test
  void takesTheLowerQuartileOfACost() {
    add(Measure.LOAD_CPU, 90, 60, 200, 61, 70, 62, 300, 75);

    assertThat(samples.betterQuartiles()).containsExactly(Map.entry(Measure.LOAD_CPU, 61.0));
  }

  @Test
  void takesTheUpperQuartileOfARate() {
    add(Measure.LOAD_RATE, 1000, 3000, 2900, 2800, 500);

    assertThat(samples.betterQuartiles()).containsExactly(Map.entry(Measure.LOAD_RATE, 2900.0));
  }

  @Test
  void takesTheOnlyOne() {
    samples.addAll(Map.of(Measure.CLASSES, 3000.0, Measure.WARM_UP, 9.0));

    assertThat(samples.betterQuartiles())
        .containsOnly(Map.entry(Measure.CLASSES, 3000.0), Map.entry(Measure.WARM_UP, 9.0));
  }

  private void add(Measure measure, double... values) {
    for (double value : values) {
      samples.add(measure, value);
    }
  }
}
