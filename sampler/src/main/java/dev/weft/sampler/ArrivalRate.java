package dev.weft.sampler;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.concurrent.atomic.LongAdder;

/**
 * How much arrives in a second, exponentially smoothed: what came five seconds ago counts about a
 * third of what comes now.
 *
 * <p>Arrivals are only added up. Ten times a second the first to come makes a new estimate from the
 * sum; if several try, one wins, and since the sum never goes back nothing is lost by losing.
 */
final class ArrivalRate {
  private static final AtomicReferenceFieldUpdater<ArrivalRate, Estimate> ESTIMATE =
      AtomicReferenceFieldUpdater.newUpdater(ArrivalRate.class, Estimate.class, "estimate");
  private static final double SMOOTHING_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  /** Fractions of an arrival are added as whole numbers of this part. */
  private static final double UNIT = 1 << 24;

  private final NanoClock clock;
  private final LongAdder arrived = new LongAdder();
  private volatile Estimate estimate;

  ArrivalRate(NanoClock clock) {
    this.clock = clock;
    this.estimate = new Estimate(clock.nanos(), 0, 0, 0);
  }

  /** Adds an arrival, or the part of one that would have been kept so far; answers the rate. */
  double add(double weight) {
    arrived.add((long) (weight * UNIT));
    return perSecond();
  }

  /** Arrivals in a second; 0 in the first tenth of one, when nothing is known. */
  double perSecond() {
    Estimate last = estimate;
    long now = clock.nanos();
    if (now - last.nanos < TICK_NANOS) {
      return last.perSecond;
    }
    Estimate next = last.followedBy(now, arrived.sum());
    return ESTIMATE.compareAndSet(this, last, next) ? next.perSecond : estimate.perSecond;
  }

  /**
   * An estimate: weighted arrivals in a weighted time. Both start from nothing, so the first
   * estimate is the plain average of what there is.
   */
  private static final class Estimate {
    final long nanos;
    final double perSecond;
    private final long sum;
    private final double weightedCount;
    private final double weightedNanos;

    Estimate(long nanos, long sum, double weightedCount, double weightedNanos) {
      this.nanos = nanos;
      this.sum = sum;
      this.weightedCount = weightedCount;
      this.weightedNanos = weightedNanos;
      this.perSecond = weightedNanos == 0 ? 0 : weightedCount / weightedNanos * SECOND;
    }

    /** What is new counts as if it had come evenly since the last estimate. */
    Estimate followedBy(long now, long newSum) {
      double elapsed = now - nanos;
      double kept = Math.exp(-elapsed / SMOOTHING_NANOS);
      double weight = (1 - kept) * SMOOTHING_NANOS / elapsed;
      return new Estimate(
          now,
          newSum,
          weightedCount * kept + (newSum - sum) / UNIT * weight,
          weightedNanos * kept + elapsed * weight);
    }
  }
}
