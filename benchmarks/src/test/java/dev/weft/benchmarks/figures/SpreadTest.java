package dev.weft.benchmarks.figures;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void isTheMiddleOfAnOddNumberOfRounds() {
    assertThat(Spread.of(5, 1, 3)).isEqualTo(new Spread(3, 1, 5, 3));
  }

  @Test
  void isBetweenTheTwoInTheMiddleOfAnEvenNumber() {
    assertThat(Spread.of(8, 2, 4, 1)).isEqualTo(new Spread(3, 1, 8, 4));
  }

  @Test
  void ofOneRoundIsThatRound() {
    assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7, 1));
  }

  @Test
  void isWrittenBesideTheOneWithout() {
    assertThat(Spread.of(520, 498, 555).textBeside(Spread.of(400, 410, 430)))
        .isEqualTo("520 [498..555] +110");
  }
}
