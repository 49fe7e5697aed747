package dev.weft.sampler.rescue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets so many through in a second, and as many at once after a pause. Exact under contention: a
 * lost race is run again. The state is the time at which the bucket will be full again.
 */
final class TokenBucket {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
  private static final long UNUSED = Long.MIN_VALUE;

  private final AtomicLong fullAt = new AtomicLong(UNUSED);

  /** Takes a token, if there is one. */
  boolean take(long nowNanos, int perSecond) {
    if (perSecond <= 0) {
      return false;
    }
    long each = Math.max(1, SECOND / perSecond);
    while (true) {
      long last = fullAt.get();
      long from = last == UNUSED || last - nowNanos < 0 ? nowNanos : last;
      long next = from + each;
      if (next - nowNanos > SECOND) {
        return false;
      }
      if (fullAt.compareAndSet(last, next)) {
        return true;
      }
    }
  }
}
