package dev.weft.benchmarks.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What one start of a service took, from the birth of its JVM to its first line of output.
 *
 * @param wallMillis by the clock
 * @param cpuMillis of all the JVM's threads, the compiler's and the collector's included; in steps
 *     of 10
 * @param classes loaded then, the JDK's included
 */
record Start(double wallMillis, double cpuMillis, double classes) {
  private static final Path TOOLS = Path.of(System.getProperty("java.home"), "bin");

  static Start of(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(TOOLS.resolve("java").toString());
    command.addAll(List.of("-Xms256m", "-Xmx256m"));
    command.addAll(options);
    long begin = System.nanoTime();
    Process service =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try {
      if (service.inputReader().readLine() == null) {
        throw new IOException("the service does not start: " + String.join(" ", command));
      }
      double wall = (System.nanoTime() - begin) / 1e6;
      Duration cpu = service.info().totalCpuDuration().orElseThrow();
      return new Start(wall, cpu.toMillis(), loadedClasses(service.pid()));
    } finally {
      // The service goes on until the end of its input.
      service.getOutputStream().close();
      if (!service.waitFor(30, TimeUnit.SECONDS)) {
        service.destroyForcibly();
      }
    }
  }

  private static double loadedClasses(long pid) throws IOException {
    Process jstat =
        new ProcessBuilder(TOOLS.resolve("jstat").toString(), "-class", Long.toString(pid)).start();
    try (var lines = jstat.inputReader()) {
      // A line of headings, then "Loaded Bytes Unloaded …".
      lines.readLine();
      String counts = lines.readLine();
      if (counts == null) {
        throw new IOException("jstat knows no process " + pid);
      }
      return Double.parseDouble(counts.strip().split(" +")[0]);
    }
  }
}
