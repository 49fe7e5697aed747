package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class HardLimitTest {
  private final FakeClock clock = new FakeClock();

  @Test
  void letsOneSecondsWorthThroughAtOnceAndThenTheRate() {
    HardLimit limit = new HardLimit(10, clock);
    assertThat(taken(limit, 100)).isEqualTo(10);
    clock.advance(Duration.ofMillis(99));
    assertThat(taken(limit, 100)).isZero();
    clock.advance(Duration.ofMillis(1));
    assertThat(taken(limit, 100)).isEqualTo(1);
    clock.advance(Duration.ofMillis(500));
    assertThat(taken(limit, 100)).isEqualTo(5);
    clock.advance(Duration.ofDays(1));
    assertThat(taken(limit, 100)).isEqualTo(10);
  }

  @Test
  void letsOneThroughAtATimeBelowOnePerSecond() {
    HardLimit limit = new HardLimit(1 / 60.0, clock);
    assertThat(taken(limit, 5)).isEqualTo(1);
    clock.advance(Duration.ofSeconds(59));
    assertThat(taken(limit, 5)).isZero();
    clock.advance(Duration.ofSeconds(1));
    assertThat(taken(limit, 5)).isEqualTo(1);
  }

  @Test
  void bindsFromARefusalUntilNothingIsOwed() {
    HardLimit limit = new HardLimit(10, clock);
    assertThat(limit.isBinding()).isFalse();
    assertThat(taken(limit, 10)).isEqualTo(10);
    assertThat(limit.isBinding()).isFalse();
    assertThat(taken(limit, 1)).isZero();
    assertThat(limit.isBinding()).isTrue();
    clock.advance(Duration.ofMillis(999));
    assertThat(limit.isBinding()).isTrue();
    clock.advance(Duration.ofMillis(1));
    assertThat(limit.isBinding()).isFalse();
  }

  @Test
  void isExactUnderContention() throws Exception {
    int threads = 16;
    int triesEach = 20_000;
    int perSecond = 100_000;
    HardLimit limit = new HardLimit(perSecond, clock);
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      // Twice as many tries as there are places, and time stands still: all places are taken.
      assertThat(takenTogether(pool, limit, threads, triesEach)).isEqualTo(perSecond);
      clock.advance(Duration.ofMillis(100));
      assertThat(takenTogether(pool, limit, threads, triesEach)).isEqualTo(perSecond / 10);
      clock.advance(Duration.ofSeconds(10));
      // As many tries as places: nobody loses by losing a race.
      assertThat(takenTogether(pool, limit, threads, perSecond / threads)).isEqualTo(perSecond);
      assertThat(limit.take()).isFalse();
    } finally {
      pool.shutdownNow();
    }
  }

  private static int takenTogether(ExecutorService pool, HardLimit limit, int threads, int tries)
      throws Exception {
    CountDownLatch start = new CountDownLatch(threads);
    List<Future<Integer>> each = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      each.add(
          pool.submit(
              () -> {
                start.countDown();
                start.await();
                return taken(limit, tries);
              }));
    }
    int sum = 0;
    for (Future<Integer> taken : each) {
      sum += taken.get();
    }
    return sum;
  }

  private static int taken(HardLimit limit, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      if (limit.take()) {
        taken++;
      }
    }
    return taken;
  }
}
