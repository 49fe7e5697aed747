package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's ways to hand work over to other threads, on each JDK. */
@Tag("hand-overs")
class HandOversIT {
  @TempDir Path classes;

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void keepsTheRequestsTraceAndKeepsItFromOthers(Jdk jdk) throws Exception {
    assertKept(jdk, List.of());
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void handsOverToStartedThreadsOnRequest(Jdk jdk) throws Exception {
    assertKept(jdk, List.of("-Dotel.instrumentation.thread-start.enabled=true"));
  }

  private void assertKept(Jdk jdk, List<String> options) throws Exception {
    List<String> arguments = new ArrayList<>(options);
    arguments.add("-Dotel.traces.exporter=none");
    List<String> ways =
        new ArrayList<>(List.of("FutureHandOvers", "TimerHandOvers", "ThreadHandOvers"));
    if (jdk.version() >= 11) {
      compile(jdk, "java-11");
      ways.add("LaterFutureHandOvers");
    }
    if (jdk.version() >= 21) {
      compile(jdk, "java-21");
      ways.add("VirtualThreadHandOvers");
      // A preview, in one form in Java 21 and in another since Java 25.
      compile(
          jdk,
          jdk.version() < 25 ? "preview-21" : "preview-25",
          "--enable-preview",
          "--release",
          String.valueOf(jdk.version()));
      ways.add("ScopeHandOvers");
      arguments.add("--enable-preview");
    }
    arguments.addAll(List.of("-cp", Weft.APPS + File.pathSeparator + classes));
    arguments.add("example.smoke.HandOvers");
    ways.forEach(way -> arguments.add("example.smoke." + way));

    Result result = JavaProcess.run(Weft.java(jdk, arguments.toArray(String[]::new)));

    assertThat(result.out()).as("%s", result.err()).last().isEqualTo("done");
    assertThat(result.out()).noneMatch(line -> line.startsWith("lost"));
    assertThat(result.out()).filteredOn(line -> line.startsWith("kept")).hasSizeGreaterThan(110);
    assertThat(result.err()).allMatch(line -> line.contains("spans go to nowhere"));
  }

  /** Compiles the ways of src/later that the module's own source level does not know. */
  private void compile(Jdk jdk, String folder, String... options) throws Exception {
    List<String> arguments = new ArrayList<>(List.of(options));
    arguments.addAll(
        List.of("-cp", Weft.APPS + File.pathSeparator + classes, "-d", classes.toString()));
    try (Stream<Path> sources =
        Files.walk(Weft.ROOT.resolve("smoke-tests/src/later").resolve(folder))) {
      sources
          .filter(path -> path.toString().endsWith(".java"))
          .forEach(path -> arguments.add(path.toString()));
    }
    Result result =
        JavaProcess.run(
            Weft.command(jdk.tool("javac").toString(), arguments.toArray(String[]::new)));
    assertThat(result.exitCode()).as("%s", result).isZero();
  }
}
