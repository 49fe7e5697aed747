package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Libraries' ways to hand work over to other threads, on each JDK. */
@Tag("library-hand-overs")
class LibraryHandOversIT {
  private static final List<String> LIBRARIES =
      List.of("Guava", "Reactor", "RxJava", "Netty", "Coroutine", "Spring");

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void keepsTheRequestsTraceAndLeavesNoneOnTheLibrariesThreads(Jdk jdk) throws Exception {
    Path target = Weft.ROOT.resolve("smoke-tests/apps/library-hand-overs/target");
    List<String> arguments = new ArrayList<>(List.of("-Dotel.traces.exporter=none", "-cp"));
    arguments.add(
        String.join(
            File.pathSeparator,
            Weft.APPS,
            target.resolve("classes").toString(),
            target.resolve("lib") + "/*"));
    arguments.add("example.smoke.HandOvers");
    LIBRARIES.forEach(library -> arguments.add("example.smoke." + library + "HandOvers"));

    Result result = JavaProcess.run(Weft.java(jdk, arguments.toArray(String[]::new)));

    assertThat(result.out()).as("%s", result.err()).last().isEqualTo("done");
    assertThat(result.out()).noneMatch(line -> line.startsWith("lost"));
    assertThat(LIBRARIES)
        .allSatisfy(
            library ->
                assertThat(result.out())
                    .anyMatch(line -> line.matches("kept: " + library + ".*threads at their end")));
    assertThat(result.err()).allMatch(line -> line.contains("spans go to nowhere"));
  }
}
