package dev.weft.benchmarks.sharing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What one start of the service took, until it said that it serves.
 *
 * @param wallMillis by the clock
 * @param cpuMillis of all the JVM's threads; in steps of 10
 */
record Start(double wallMillis, double cpuMillis) {
  private static final String READY = "Tomcat started on port";

  /** Starts the service and ends it. */
  static Start of(Path java, List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(java.toString(), "-Xms256m", "-Xmx256m"));
    command.addAll(options);
    long begin = System.nanoTime();
    Process service = new ProcessBuilder(command).redirectErrorStream(true).start();
    try {
      List<String> said = new ArrayList<>();
      for (String line = ""; !line.contains(READY); said.add(line)) {
        line = service.inputReader().readLine();
        if (line == null) {
          throw new IOException(String.join(" ", command) + " does not start: " + said);
        }
      }
      double wall = (System.nanoTime() - begin) / 1e6;
      return new Start(wall, service.info().totalCpuDuration().orElseThrow().toMillis());
    } finally {
      // Its output goes on to be read: a full pipe would keep it from ending.
      service.toHandle().destroy();
      service.inputReader().lines().forEach(line -> {});
      if (!service.waitFor(60, TimeUnit.SECONDS)) {
        service.destroyForcibly();
      }
    }
  }

  /** How many classes a start loads, and how many of them from an archive. */
  static long[] classes(Path java, List<String> options) throws IOException, InterruptedException {
    Path log = Files.createTempFile("classes", ".log");
    List<String> all = new ArrayList<>(List.of("-Xlog:class+load:file=" + log));
    all.addAll(options);
    of(java, all);
    try (Stream<String> lines = Files.lines(log)) {
      List<String> loaded = lines.filter(line -> line.contains(" source: ")).toList();
      long shared = loaded.stream().filter(line -> line.contains("shared objects file")).count();
      return new long[] {loaded.size(), shared};
    } finally {
      Files.delete(log);
    }
  }
}
