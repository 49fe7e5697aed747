package dev.weft.sampler;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lets through no more than a rate, and at most one second's worth at once. Lock-free, and exact
 * under contention: whoever loses a compare-and-set tries again, so no more are refused than the
 * rate refuses, whatever the number of threads.
 *
 * <p>The state is the time at which all that was let through is paid for, one interval each (the
 * generic cell rate algorithm).
 */
public final class HardLimit {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final NanoClock clock;
  private final long intervalNanos;
  private final long creditNanos;
  private final AtomicLong paidAt;
  private volatile long refusedAt;

  /**
   * A limit none of which is used up.
   *
   * @param perSecond more than 0; below 1 there is one at a time
   */
  public HardLimit(double perSecond, NanoClock clock) {
    this.clock = clock;
    this.intervalNanos = Math.max(1, Math.round(SECOND / perSecond));
    this.creditNanos = (Math.max(1, (long) perSecond) - 1) * intervalNanos;
    long now = clock.nanos();
    this.paidAt = new AtomicLong(now);
    this.refusedAt = now - recoveryNanos();
  }

  /** Takes one of what the rate allows, if there is one left. */
  public boolean take() {
    while (true) {
      long now = clock.nanos();
      long paid = paidAt.get();
      if (paid - now > creditNanos) {
        refusedAt = now;
        return false;
      }
      long next = (paid - now > 0 ? paid : now) + intervalNanos;
      if (paidAt.compareAndSet(paid, next)) {
        return true;
      }
    }
  }

  /**
   * Whether one was refused not longer ago than it takes until nothing is owed any more. What is
   * let through meanwhile was not chosen by probability alone.
   */
  boolean isBinding() {
    return clock.nanos() - refusedAt < recoveryNanos();
  }

  private long recoveryNanos() {
    return creditNanos + intervalNanos;
  }
}
