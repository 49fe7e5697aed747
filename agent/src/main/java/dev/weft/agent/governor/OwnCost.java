package dev.weft.agent.governor;

import dev.weft.tracing.OperationCost;
import java.util.concurrent.TimeUnit;

/**
 * What the agent costs on the application's threads: an estimate from the next 64 operations of
 * each interval. See {@link OperationCost} for what it leaves out.
 */
final class OwnCost {
  private static final int TIMED = 64;
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private static double totalSeconds; // guarded by the class

  private OwnCost() {}

  /** CPUs that were busy with operations since the last call, which took so long. */
  static double cpus(double elapsedSeconds) {
    double cpus = OperationCost.nanosPerSecond() / SECOND;
    add(cpus * elapsedSeconds);
    OperationCost.arm(TIMED);
    return cpus;
  }

  private static synchronized void add(double seconds) {
    totalSeconds += seconds;
  }

  /** Seconds of CPU that went to operations while somebody has looked. */
  static synchronized double totalSeconds() {
    return totalSeconds;
  }
}
