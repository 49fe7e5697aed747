package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a JVM holds: the system's view of it, then, after full collections, its own. */
final class Footprint {
  private static final Pattern HEAP_USED = Pattern.compile("heap .*used (\\d+)K");
  private static final double KILO = 1024;
  private static final double MEGA = KILO * KILO;

  private final Jdk jdk;
  private final long pid;

  private Footprint(Jdk jdk, long pid) {
    this.jdk = jdk;
    this.pid = pid;
  }

  static void measure(Jdk jdk, long pid, Map<Measure, Double> values)
      throws IOException, InterruptedException {
    Footprint footprint = new Footprint(jdk, pid);
    footprint.system(values);
    footprint.jvm(values);
  }

  private void system(Map<Measure, Double> values) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc", "" + pid, "status"))) {
      String[] words = line.split("[:\\s]+");
      if (words[0].equals("VmRSS")) {
        values.put(Measure.RSS, Long.parseLong(words[1]) / KILO);
      } else if (words[0].equals("Threads")) {
        values.put(Measure.THREADS, Double.valueOf(words[1]));
      }
    }
  }

  private void jvm(Map<Measure, Double> values) throws IOException, InterruptedException {
    jcmd("GC.run");
    jcmd("GC.run"); // What the first one has made reachable for finalization and the like.
    String counters = jcmd("PerfCounter.print");
    double classes =
        counter(counters, "java.cls.loadedClasses")
            + counter(counters, "java.cls.sharedLoadedClasses")
            - counter(counters, "java.cls.unloadedClasses")
            - counter(counters, "java.cls.sharedUnloadedClasses");
    values.put(Measure.CLASSES, classes);
    values.put(Measure.METASPACE, counter(counters, "sun.gc.metaspace.used") / MEGA);
    Matcher heap = HEAP_USED.matcher(jcmd("GC.heap_info"));
    if (!heap.find()) {
      throw new IOException("jcmd says nothing of the heap");
    }
    values.put(Measure.LIVE_HEAP, Long.parseLong(heap.group(1)) / KILO);
  }

  private static double counter(String counters, String name) throws IOException {
    int start = counters.indexOf(name + "=");
    if (start < 0) {
      throw new IOException("jcmd knows no " + name);
    }
    int end = counters.indexOf('\n', start);
    return Double.parseDouble(counters.substring(start + name.length() + 1, end).trim());
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(jdk.tool("jcmd"), "" + pid, command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + said);
    }
    return said;
  }
}
