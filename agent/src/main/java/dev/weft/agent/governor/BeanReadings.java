package dev.weft.agent.governor;

import dev.weft.agent.jmx.UsesJmx;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.lang.management.OperatingSystemMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Readings from the beans of {@code java.lang.management}, without an MBean server. */
@UsesJmx
final class BeanReadings implements ReadingSource {
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  private final List<MemoryPoolMXBean> heap = new ArrayList<>();
  private final OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
  private long readAt = System.nanoTime();
  private long threadNanos = Math.max(0, SelfCpu.threadNanos());

  BeanReadings() {
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      if (pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null) {
        heap.add(pool);
      }
    }
  }

  @Override
  public Reading read() {
    long now = System.nanoTime();
    double seconds = Math.max(1, now - readAt) / SECOND;
    readAt = now;
    return new Reading(heap(), systemCpu(), own(seconds));
  }

  private double heap() {
    if (heap.isEmpty()) {
      return Reading.UNKNOWN;
    }
    long used = 0;
    for (MemoryPoolMXBean pool : heap) {
      MemoryUsage collected = pool.getCollectionUsage();
      MemoryUsage current = pool.getUsage();
      // What has been freed since without a collection of this pool counts, too.
      used += Math.min(collected.getUsed(), current.getUsed());
    }
    return used / (double) Runtime.getRuntime().maxMemory();
  }

  private double own(double seconds) {
    long nanos = Math.max(0, SelfCpu.threadNanos());
    double threads = (nanos - threadNanos) / SECOND / seconds;
    threadNanos = nanos;
    return (threads + OwnCost.cpus(seconds)) / Runtime.getRuntime().availableProcessors();
  }

  private double systemCpu() {
    try {
      return Extended.systemCpu(system);
    } catch (LinkageError e) {
      return Reading.UNKNOWN; // java.management without jdk.management
    }
  }

  @Override
  public String basis() {
    return "java.lang.management";
  }

  /** What only the JDK's own bean tells. */
  @UsesJmx
  private static final class Extended {
    static double systemCpu(OperatingSystemMXBean bean) {
      if (!(bean instanceof com.sun.management.OperatingSystemMXBean)) {
        return Reading.UNKNOWN;
      }
      double load = ((com.sun.management.OperatingSystemMXBean) bean).getSystemCpuLoad();
      return load < 0 ? Reading.UNKNOWN : load;
    }
  }
}
