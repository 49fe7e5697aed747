package dev.weft.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RecurringNumbersTest {
  @Test
  void boxesEachNumberAsItself() {
    long[] numbers = {0, 1, 64, 128, 200, 404, 5432, 65_535, -1, 1L << 32, Long.MIN_VALUE};
    for (long number : numbers) {
      assertThat(RecurringNumbers.boxed(number)).isEqualTo(number);
      assertThat(RecurringNumbers.boxed(number)).isEqualTo(number);
    }
  }

  @Test
  void keepsTheObjectOfTheLastOfItsPlace() {
    Long port = RecurringNumbers.boxed(5432);

    assertThat(RecurringNumbers.boxed(5432)).isSameAs(port);
    assertThat(RecurringNumbers.boxed(5432 + 64)).isEqualTo(5432 + 64);
    assertThat(RecurringNumbers.boxed(5432)).isNotSameAs(port).isEqualTo(port);
  }
}
