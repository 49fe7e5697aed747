package dev.weft.benchmarks.growth;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Loads classes. What the agent does about them, it does on the thread that loads them. */
final class ClassLoading {
  private static final int PLAIN_CLASSES = 9;

  private ClassLoading() {}

  /** The cost of a class. */
  static Cost classes(int size) throws Exception {
    new CopyLoader().load(Plain0000.class, 0); // what the JVM and this program do once
    CopyLoader loader = new CopyLoader();
    return measure(
        size,
        () -> {
          for (int i = 0; i < size; i++) {
            loader.load(Plain0000.class, i);
          }
        });
  }

  /** The cost of a loader. */
  static Cost loaders(int size) throws Exception {
    List<CopyLoader> loaders = new ArrayList<>();
    loaders.add(loader());
    return measure(
        size,
        () -> {
          for (int i = 0; i < size; i++) {
            loaders.add(loader());
          }
        });
  }

  private static CopyLoader loader() throws Exception {
    CopyLoader loader = new CopyLoader();
    for (int i = 0; i < PLAIN_CLASSES; i++) {
      loader.load(Plain0000.class, i);
    }
    Driver driver = (Driver) loader.load(Driver0000.class, 0);
    driver.connect("jdbc:nobody:", new Properties());
    return loader;
  }

  private interface Step {
    void run() throws Exception;
  }

  private static Cost measure(int units, Step step) throws Exception {
    long before = inUse();
    Meter meter = Meter.ofThisThread();
    step.run();
    Meter.Reading reading = meter.read();
    return reading.per(units, (double) (inUse() - before) / units);
  }

  private static long inUse() {
    System.gc();
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    return memory.getHeapMemoryUsage().getUsed() + memory.getNonHeapMemoryUsage().getUsed();
  }
}
