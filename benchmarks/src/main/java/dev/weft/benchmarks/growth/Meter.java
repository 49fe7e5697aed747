package dev.weft.benchmarks.growth;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** CPU time and allocation, of a thread or of all. */
final class Meter {
  /** What it was since the meter was made: nanoseconds, bytes. */
  record Reading(long cpuNanos, long allocated) {
    Cost per(int units, double kept) {
      return new Cost((double) cpuNanos / units, (double) allocated / units, kept);
    }
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private final boolean ofAll;
  private final Reading start;

  private Meter(boolean ofAll) {
    this.ofAll = ofAll;
    this.start = now(ofAll);
  }

  static Meter ofThisThread() {
    return new Meter(false);
  }

  /** Of the process, whose threads are all there already. */
  static Meter ofAllThreads() {
    return new Meter(true);
  }

  Reading read() {
    Reading end = now(ofAll);
    return new Reading(end.cpuNanos - start.cpuNanos, end.allocated - start.allocated);
  }

  private static Reading now(boolean ofAll) {
    if (!ofAll) {
      return new Reading(
          THREADS.getCurrentThreadCpuTime(), THREADS.getCurrentThreadAllocatedBytes());
    }
    long allocated = 0;
    for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
      allocated += Math.max(0, bytes);
    }
    return new Reading(SYSTEM.getProcessCpuTime(), allocated);
  }
}
