package dev.weft.sampler;

/**
 * Keeps what is sampled near a number per second: by a probability that follows the traffic, and
 * behind it by a hard limit for the time until the probability has followed.
 *
 * <p>The probability is the same for all that come within a tenth of a second, depends on what came
 * before only, and is published, so that adjusted counts stay right. The hard limit is no
 * probability: what passes while it refuses others must not publish one.
 */
final class RateLimit {
  private final double perSecond;
  private final double aim;
  private final ArrivalRate arrivals;
  private final HardLimit limit;

  private RateLimit(double perSecond, double aim, double most, NanoClock clock) {
    this.perSecond = perSecond;
    this.aim = aim;
    this.arrivals = new ArrivalRate(clock);
    this.limit = new HardLimit(most, clock);
  }

  /**
   * Never more than that, and in steady traffic nine tenths of it: a probability that aimed at the
   * limit itself would be above it half of the time.
   */
  static RateLimit limit(double perSecond, NanoClock clock) {
    return new RateLimit(perSecond, perSecond * 0.9, perSecond, clock);
  }

  /** About that on average; up to twice as many while a burst is new. */
  static RateLimit target(double perSecond, NanoClock clock) {
    return new RateLimit(perSecond, perSecond, perSecond * 2, clock);
  }

  /** The number as it was given. */
  double perSecond() {
    return perSecond;
  }

  /**
   * Counts a span that arrives, and says which fraction of its like is to be kept.
   *
   * @param probability with which it would be kept without this limit
   * @return more than 0, at most 1
   */
  double fraction(double probability) {
    double rate = arrivals.add(probability);
    return rate <= aim ? 1 : aim / rate;
  }

  /** Claims a place for a span that its threshold keeps. */
  boolean admit() {
    return limit.take();
  }

  /** Whether what is admitted now is not chosen by probability alone. */
  boolean isBinding() {
    return limit.isBinding();
  }
}
