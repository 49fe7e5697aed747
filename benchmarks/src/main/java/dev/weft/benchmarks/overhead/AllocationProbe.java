package dev.weft.benchmarks.overhead;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** Loaded into a running application: writes what each of its threads has allocated so far. */
public final class AllocationProbe {
  private AllocationProbe() {}

  /**
   * Writes properties, from the ids of threads to bytes.
   *
   * @param file where to
   */
  public static void agentmain(String file) throws IOException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    long self = Thread.currentThread().getId();
    Properties allocated = new Properties();
    for (int i = 0; i < ids.length; i++) {
      if (ids[i] != self && bytes[i] >= 0) {
        allocated.setProperty("" + ids[i], "" + bytes[i]);
      }
    }
    try (var out = Files.newOutputStream(Path.of(file))) {
      allocated.store(out, null);
    }
  }
}
