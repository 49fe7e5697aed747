package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The JDK's ways to hand work over to other threads, on each JDK. */
class HandOversIT {

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void keepsTheRequestsTraceAndKeepsItFromOthers(Jdk jdk) throws Exception {
    Result result =
        JavaProcess.run(
            Weft.java(
                jdk, "-Dotel.traces.exporter=none", "-cp", Weft.APPS, "example.smoke.HandOvers"));

    assertThat(result.out()).as("%s", result.err()).last().isEqualTo("done");
    assertThat(result.out()).noneMatch(line -> line.startsWith("lost"));
    assertThat(result.out()).filteredOn(line -> line.startsWith("kept")).hasSizeGreaterThan(60);
  }
}
