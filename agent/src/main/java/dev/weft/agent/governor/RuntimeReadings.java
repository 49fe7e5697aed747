package dev.weft.agent.governor;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * What can be read without {@code java.lang.management}: the heap as the lowest use of the last
 * twelve readings, which a collection has left behind if there was one, and operations without the
 * agent's threads.
 */
final class RuntimeReadings implements ReadingSource {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final double[] uses = new double[12];
  private int next;
  private long readAt = System.nanoTime();

  RuntimeReadings() {
    Arrays.fill(uses, 1);
  }

  @Override
  public Reading read() {
    long now = System.nanoTime();
    double seconds = Math.max(1, now - readAt) / SECOND;
    readAt = now;
    Runtime runtime = Runtime.getRuntime();
    uses[next++ % uses.length] =
        (runtime.totalMemory() - runtime.freeMemory()) / (double) runtime.maxMemory();
    double lowest = 1;
    for (double use : uses) {
      lowest = Math.min(lowest, use);
    }
    return new Reading(
        next < uses.length ? Reading.UNKNOWN : lowest,
        Reading.UNKNOWN,
        OwnCost.cpus(seconds) / runtime.availableProcessors());
  }

  @Override
  public String basis() {
    return "Runtime only, there is no java.management: the heap is the lowest of 12 readings, CPU of"
        + " the agent's threads and of the machine are not known";
  }
}
