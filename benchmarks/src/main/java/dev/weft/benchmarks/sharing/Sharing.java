package dev.weft.benchmarks.sharing;

import static java.util.Objects.requireNonNull;

import dev.weft.benchmarks.figures.Spread;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Starts a Spring Boot service from no archive, from one of AppCDS and from an AOT cache, each
 * without an agent and with it, and prints what each start took. The rounds are interleaved.
 */
public final class Sharing {
  private record Case(Archive archive, boolean withAgent) {}

  private final int jdk;
  private final Path java;
  private final Path agent;
  private final List<String> service;
  private final Path folder;

  private Sharing(int jdk, Path agent, Path jar) throws Exception {
    this.jdk = jdk;
    this.java = java(jdk);
    this.agent = agent;
    this.folder = Files.createTempDirectory("sharing");
    // A jar of jars is nothing that an archive could know.
    Path extracted = folder.resolve("service");
    new ProcessBuilder(
            java.toString(),
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--destination",
            extracted.toString())
        .inheritIO()
        .start()
        .waitFor();
    this.service =
        List.of("-jar", extracted.resolve(jar.getFileName()).toString(), "--server.port=0");
  }

  /** Arguments: how many rounds, the agent, the service's jar, and the versions of JDKs. */
  public static void main(String[] arguments) throws Exception {
    int rounds = Integer.parseInt(arguments[0]);
    System.out.println(
        "| JDK | classes from | agent | wall, ms | CPU, ms | classes | of them shared |");
    System.out.println("|---|---|---|---|---|---|---|");
    for (String jdk : List.of(arguments).subList(3, arguments.length)) {
      new Sharing(Integer.parseInt(jdk), Path.of(arguments[1]), Path.of(arguments[2])).run(rounds);
    }
  }

  private static Path java(int jdk) {
    String home = System.getenv("JAVA_HOME_" + jdk);
    return Path.of(home == null ? "build/jdks/jdk-" + jdk : home, "bin", "java").toAbsolutePath();
  }

  /** The first round only fills the page cache. */
  private void run(int rounds) throws Exception {
    Map<Case, List<Start>> starts = new LinkedHashMap<>();
    for (Archive archive : Archive.of(jdk)) {
      if (archive != Archive.NONE) {
        Start.of(java, command(archive.recording(file(archive)), false));
      }
      starts.put(new Case(archive, false), new ArrayList<>());
      starts.put(new Case(archive, true), new ArrayList<>());
    }
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<Case, List<Start>> each : starts.entrySet()) {
        Start start = Start.of(java, command(each.getKey()));
        if (round > 0) {
          each.getValue().add(start);
        }
      }
    }
    for (Archive archive : Archive.of(jdk)) {
      Case plain = new Case(archive, false);
      Case traced = new Case(archive, true);
      List<Start> without = requireNonNull(starts.get(plain));
      print(plain, without, without);
      print(traced, requireNonNull(starts.get(traced)), without);
    }
  }

  private Path file(Archive archive) {
    return folder.resolve(archive.name());
  }

  private List<String> command(Case of) {
    return command(of.archive().using(file(of.archive())), of.withAgent());
  }

  private List<String> command(List<String> options, boolean withAgent) {
    List<String> all = new ArrayList<>();
    if (withAgent) {
      all.add("-javaagent:" + agent);
      all.add("-Dotel.exporter.otlp.endpoint=http://127.0.0.1:1");
    }
    all.addAll(options);
    all.addAll(service);
    return all;
  }

  private void print(Case of, List<Start> starts, List<Start> without) throws Exception {
    long[] classes = Start.classes(java, command(of));
    System.out.printf(
        Locale.ROOT,
        "| %d | %s | %s | %s | %s | %,d | %,d |%n",
        jdk,
        of.archive() == Archive.NONE ? "the JDK's archive" : of.archive(),
        of.withAgent() ? "Weft" : "none",
        Spread.column(starts, without, Start::wallMillis),
        Spread.column(starts, without, Start::cpuMillis),
        classes[0],
        classes[1]);
  }
}
