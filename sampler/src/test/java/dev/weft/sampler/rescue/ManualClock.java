package dev.weft.sampler.rescue;

import io.opentelemetry.sdk.common.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Time that passes when a test says so. */
final class ManualClock implements Clock {
  static final long EPOCH = 1_700_000_000_000_000_000L;

  private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);

  void advance(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Override
  public long now() {
    return EPOCH + nanos.get();
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }
}
