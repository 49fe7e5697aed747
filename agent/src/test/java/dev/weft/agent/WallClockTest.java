package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class WallClockTest {
  @Test
  void tellsNanosecondsSinceTheEpoch() {
    Instant before = Instant.now();
    long now = new WallClock().now();
    Instant after = Instant.now();
    assertThat(now)
        .isBetween(
            ChronoUnit.NANOS.between(Instant.EPOCH, before),
            ChronoUnit.NANOS.between(Instant.EPOCH, after));
  }
}
