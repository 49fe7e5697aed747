package dev.weft.agent;

import io.opentelemetry.sdk.common.Clock;
import java.time.Instant;

/**
 * The time of day as exactly as the JVM knows it: microseconds from Java 9 on, milliseconds on 8.
 *
 * <p>The SDK's own clock reads milliseconds unless its Java 9 classes are there, and the packaged
 * jar has none; spans of two services on one machine would then be up to a millisecond apart.
 */
final class WallClock implements Clock {
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  @Override
  public long now() {
    Instant now = Instant.now();
    return now.getEpochSecond() * NANOS_PER_SECOND + now.getNano();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }
}
