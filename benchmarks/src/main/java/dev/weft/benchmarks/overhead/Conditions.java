package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Under what is measured: the machine, the JDKs, the flags. */
final class Conditions {
  /** What may differ between two pieces of a run. */
  private static final Set<String> OF_A_DAY = Set.of("date", "load before");

  private Conditions() {}

  /**
   * The conditions of two pieces of a run: all that either has, for one may be of other JDKs.
   *
   * @throws Refusal if they are not alike
   */
  static Map<String, String> together(Map<String, String> earlier, Map<String, String> now) {
    Map<String, String> both = new LinkedHashMap<>(earlier);
    now.forEach(
        (name, value) -> {
          String before = both.getOrDefault(name, value);
          if (before.equals(value)) {
            both.put(name, value);
          } else if (OF_A_DAY.contains(name)) {
            both.put(name, before + "; " + value);
          } else {
            throw new Refusal(
                "the earlier piece has " + name + ": " + before + "; this one: " + value);
          }
        });
    return both;
  }

  static Map<String, String> of(Options options, List<App> apps, List<Jdk> jdks)
      throws IOException {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put("date", LocalDate.now(java.time.ZoneOffset.UTC).toString());
    conditions.put("machine", machine());
    conditions.put(
        "kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    conditions.put("load before", Files.readString(Path.of("/proc/loadavg")).trim());
    for (Jdk jdk : jdks) {
      conditions.put("JDK " + jdk.word(), jdk.version());
    }
    for (App app : apps) {
      conditions.put("flags of " + app.word(), String.join(" ", app.jvm()));
    }
    conditions.put("options", options.toString());
    return conditions;
  }

  private static String machine() throws IOException {
    return Runtime.getRuntime().availableProcessors()
        + " × "
        + value(Path.of("/proc/cpuinfo"), "model name")
        + ", "
        + value(Path.of("/proc/meminfo"), "MemTotal");
  }

  private static String value(Path file, String name) throws IOException {
    for (String line : Files.readAllLines(file)) {
      if (line.startsWith(name)) {
        return line.substring(line.indexOf(':') + 1).trim();
      }
    }
    return "?";
  }
}
