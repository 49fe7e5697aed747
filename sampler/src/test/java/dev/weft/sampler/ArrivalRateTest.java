package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ArrivalRateTest {
  private final FakeClock clock = new FakeClock();
  private final ArrivalRate rate = new ArrivalRate(clock);

  @Test
  void knowsNothingAtFirst() {
    assertThat(rate.add(1)).isZero();
  }

  @Test
  void isTheAverageWhenItHasSeenLittle() {
    arrive(1000, Duration.ofMillis(200));
    assertThat(rate.perSecond()).isCloseTo(1000, within(20.0));
  }

  @Test
  void staysTheSameInSteadyTraffic() {
    arrive(100, Duration.ofSeconds(60));
    assertThat(rate.perSecond()).isCloseTo(100, within(0.1));
  }

  @Test
  void hasFollowedByTwoThirdsAfterFiveSeconds() {
    arrive(100, Duration.ofSeconds(60));
    arrive(1000, Duration.ofSeconds(5));
    assertThat(rate.perSecond()).isCloseTo(100 + 900 * (1 - Math.exp(-1)), within(10.0));
    arrive(1000, Duration.ofSeconds(30));
    assertThat(rate.perSecond()).isCloseTo(1000, within(5.0));
  }

  @Test
  void forgetsABurst() {
    arrive(10, Duration.ofSeconds(60));
    arrive(5000, Duration.ofMillis(200));
    arrive(10, Duration.ofSeconds(60));
    assertThat(rate.perSecond()).isCloseTo(10, within(0.1));
  }

  @Test
  void spreadsWhatComesAfterSilenceOverTheSilence() {
    arrive(100, Duration.ofSeconds(10));
    clock.advance(Duration.ofSeconds(100));
    assertThat(rate.add(1)).isLessThan(0.1);
  }

  @Test
  void addsPartsOfArrivals() {
    for (int i = 0; i < 10_000; i++) {
      rate.add(0.01);
      clock.advance(Duration.ofMillis(1));
    }
    assertThat(rate.perSecond()).isCloseTo(10, within(0.1));
  }

  @Test
  void losesNothingUnderContention() throws Exception {
    int threads = 16;
    int each = 50_000;
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> done = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        done.add(
            pool.submit(
                () -> {
                  for (int j = 0; j < each; j++) {
                    rate.add(1);
                  }
                }));
      }
      for (Future<?> thread : done) {
        thread.get();
      }
    } finally {
      pool.shutdownNow();
    }
    clock.advance(Duration.ofSeconds(1));
    assertThat(rate.perSecond()).isCloseTo(threads * each, within(0.001));
  }

  private void arrive(int perSecond, Duration duration) {
    Duration gap = Duration.ofSeconds(1).dividedBy(perSecond);
    for (Duration passed = Duration.ZERO;
        passed.compareTo(duration) < 0;
        passed = passed.plus(gap)) {
      clock.advance(gap);
      rate.add(1);
    }
  }
}
