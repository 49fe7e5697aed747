package dev.weft.benchmarks.overhead;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Bytes that the living threads of a JVM have allocated, by the threads' ids. */
record Allocation(Map<String, Long> bytes) {
  /** Reads it in the JVM by an {@link AllocationProbe}. */
  static Allocation of(long pid, Path probe, Path folder) throws Exception {
    Path file = folder.resolve("allocated-" + pid);
    VirtualMachine jvm = VirtualMachine.attach("" + pid);
    try {
      jvm.loadAgent(probe.toString(), file.toString());
    } finally {
      jvm.detach();
    }
    return read(file);
  }

  private static Allocation read(Path file) throws IOException {
    Properties lines = new Properties();
    try (var in = Files.newInputStream(file)) {
      lines.load(in);
    }
    Files.delete(file);
    Map<String, Long> bytes = new TreeMap<>();
    lines.forEach((id, value) -> bytes.put((String) id, Long.valueOf((String) value)));
    return new Allocation(bytes);
  }

  /** What was allocated since then. A thread that has ended meanwhile is missing. */
  long since(Allocation before) {
    long sum = 0;
    for (Map.Entry<String, Long> thread : bytes.entrySet()) {
      sum += thread.getValue() - before.bytes.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }
}
