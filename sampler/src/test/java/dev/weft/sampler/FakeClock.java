package dev.weft.sampler;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that the test moves. It starts shortly before the counter of nanoseconds overflows. */
final class FakeClock implements NanoClock {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  @Override
  public long nanos() {
    return nanos.get();
  }

  void advance(Duration duration) {
    nanos.addAndGet(duration.toNanos());
  }
}
