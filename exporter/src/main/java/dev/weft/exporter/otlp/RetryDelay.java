package dev.weft.exporter.otlp;

import java.util.concurrent.ThreadLocalRandom;

/**
 * How long to wait before the next attempt: what the collector asked for, else 1 s growing by half
 * each time to 5 s at most, 20 % more or less, so that a fleet does not return in step. The numbers
 * are those of OpenTelemetry's exporters; the protocol gives none.
 */
final class RetryDelay {

  private static final double FIRST_SECONDS = 1;
  private static final double GROWTH = 1.5;
  private static final double LONGEST_SECONDS = 5;
  private static final double JITTER = 0.2;

  private double seconds = FIRST_SECONDS;

  /**
   * Returns nanoseconds.
   *
   * @param askedNanos what the collector asked for, or {@link Attempt#NOT_SAID}
   */
  long next(long askedNanos) {
    if (askedNanos != Attempt.NOT_SAID) {
      return askedNanos;
    }
    double jitter = 1 + JITTER * (2 * ThreadLocalRandom.current().nextDouble() - 1);
    long nanos = (long) (seconds * jitter * 1e9);
    seconds = Math.min(seconds * GROWTH, LONGEST_SECONDS);
    return nanos;
  }
}
