package dev.weft.sampler;

import java.util.List;

/** The rate limits that one choice obeys, a rule's own and the target of all; often none. */
final class RateLimits {
  private final RateLimit[] limits;

  RateLimits(List<RateLimit> limits) {
    this.limits = limits.toArray(new RateLimit[0]);
  }

  boolean isEmpty() {
    return limits.length == 0;
  }

  /**
   * Counts a span that arrives, and says which fraction of its like is to be kept.
   *
   * @param probability with which it would be kept without limits
   */
  double fraction(double probability) {
    double fraction = 1;
    for (RateLimit limit : limits) {
      fraction *= limit.fraction(probability * fraction);
    }
    return fraction;
  }

  /** Claims a place for a span that probability keeps. */
  boolean admit(Tally tally) {
    for (RateLimit limit : limits) {
      if (!limit.admit()) {
        tally.addLimited();
        return false;
      }
    }
    return true;
  }

  /** Whether what is admitted now is not chosen by probability alone. */
  boolean areBinding() {
    for (RateLimit limit : limits) {
      if (limit.isBinding()) {
        return true;
      }
    }
    return false;
  }
}
