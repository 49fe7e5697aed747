package dev.weft.agent.governor;

import org.jspecify.annotations.Nullable;

/** What the agent has used of the CPU. */
public final class SelfCpu {
  private static @Nullable AgentCpu threads;
  private static boolean unreadable;

  private SelfCpu() {}

  /** Nanoseconds that the agent's own threads have run; -1 where that cannot be read. */
  public static synchronized long threadNanos() {
    if (unreadable) {
      return -1;
    }
    try {
      AgentCpu known = threads;
      if (known == null) {
        known = new AgentCpu();
        threads = known;
      }
      return known.totalNanos();
    } catch (Throwable t) {
      // A run-time image without the module java.management, or a JVM that does not measure.
      unreadable = true;
      return -1;
    }
  }

  /**
   * About how many nanoseconds operations have run on the application's threads, since the governor
   * has begun to look; 0 without it.
   */
  public static long operationNanos() {
    return (long) (OwnCost.totalSeconds() * 1e9);
  }
}
