package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
  private static final double RANGE = Math.pow(2, 56);

  @ParameterizedTest
  @CsvSource({
    "1, 0",
    "2, 8",
    "3, aaab",
    "4, c",
    "5, cccd",
    "8, e",
    "10, e666",
    "16, f",
    "100, fd70a",
    "1000, ffbe77",
    "10000, fff9724",
    "100000, ffff583a",
    "1000000, ffffef39",
  })
  void publishesFourDigitsAfterLeadingOnes(int n, String published) {
    assertThat(Threshold.of(1.0 / n)).hasToString(published);
  }

  @ParameterizedTest
  @CsvSource({"0.99, 028f6", "0.999, 004189", "0.75, 4", "0.9999999, 000001ad8"})
  void keepsLeadingZerosWhichAreSignificant(double probability, String published) {
    assertThat(Threshold.of(probability)).hasToString(published);
  }

  @Test
  void roundsUpIntoTheNextDigit() {
    assertThat(Threshold.round(0xfeffff80000000L)).isEqualTo(0xff000000000000L);
    assertThat(Threshold.round(0xffffffffffffffL)).isEqualTo(0xffffffffffffffL);
    assertThat(Threshold.round(1)).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-300, 1e-17, 1.3877787807814457e-17, Double.MIN_VALUE})
  void keepsAtLeastOneTraceOfAllHoweverSmallTheProbability(double probability) {
    Threshold threshold = Threshold.of(probability);
    assertThat(threshold).hasToString("ffffffffffffff");
    assertThat(threshold.probability()).isEqualTo(1 / RANGE);
  }

  @Test
  void decidesWithWhatItPublishes() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 100_000; i++) {
      double probability = Math.pow(random.nextDouble(), 1 + random.nextInt(8));
      if (probability == 0) {
        continue;
      }
      Threshold threshold = Threshold.of(probability);
      assertThat(Threshold.parse(threshold.toString())).isEqualTo(threshold.value());
      assertThat(threshold.toString()).matches("0|[0-9a-f]{0,13}[1-9a-f]");
      // Four digits: a relative error of half of the last one at worst.
      assertThat(threshold.probability())
          .isCloseTo(probability, Offset.offset(probability / 16 / 16 / 16 + 1 / RANGE));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "8, 80000000000000",
    "00001, 00001000000000",
    "ffffffffffffff, ffffffffffffff"
  })
  void readsThresholdsThatArePaddedOnTheRight(String published, String value) {
    assertThat(Threshold.parse(published)).isEqualTo(Long.parseLong(value, 16));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "g", "C", "-1", "000000000000000", " 8"})
  void takesNothingElseForAThreshold(String text) {
    assertThat(Threshold.parse(text)).isEqualTo(-1);
  }

  @Test
  void lowersAProbabilityByAFraction() {
    long tenth = Threshold.of(0.1).value();
    assertThat(Threshold.lowered(tenth, 1)).isEqualTo(tenth);
    assertThat(new Threshold(Threshold.lowered(tenth, 0.1))).hasToString("fd70a");
    assertThat(Threshold.lowered(tenth, 1e-30)).isEqualTo(Threshold.RANGE - 1);
  }
}
