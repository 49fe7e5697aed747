package dev.weft.benchmarks.overhead;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Under what is measured: the machine, the JDKs, the flags. */
final class Conditions {
  /** What may differ between two pieces of a run. */
  private static final Set<String> OF_A_DAY = Set.of("date", "load before", "kernel");

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
            both.put(name, with(before, value));
          } else {
            throw new Refusal(
                "the earlier piece has " + name + ": " + before + "; this one: " + value);
          }
        });
    return both;
  }

  private static String with(String several, String one) {
    return List.of(several.split("; ")).contains(one) ? several : several + "; " + one;
  }

  /**
   * Those of now.
   *
   * @param weft the jar that is measured; one that does not exist is not
   */
  static Map<String, String> of(Options options, List<App> apps, List<Jdk> jdks, Path weft)
      throws IOException {
    Map<String, String> conditions = new LinkedHashMap<>();
    conditions.put("date", LocalDate.now(java.time.ZoneOffset.UTC).toString());
    conditions.put("machine", machine());
    conditions.put(
        "kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    conditions.put("load before", Files.readString(Path.of("/proc/loadavg")).trim());
    if (Files.exists(weft)) {
      conditions.put(weft.getFileName().toString(), "SHA-256 " + sha256(weft));
    }
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
        + gigabytes(value(Path.of("/proc/meminfo"), "MemTotal"))
        + " GB";
  }

  /** Of a text such as {@code 24684096 kB}, to the nearest one: a few pages make no difference. */
  static long gigabytes(String text) {
    double kilobytes = Long.parseLong(text.substring(0, text.indexOf(' ')));
    return Math.round(kilobytes / (1 << 20));
  }

  private static String sha256(Path file) throws IOException {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // Every JVM has it.
    }
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
