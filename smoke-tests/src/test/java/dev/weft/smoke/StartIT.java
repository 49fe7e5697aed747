package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's start on each JDK: what the application does and prints stays as it is. */
@Tag("start")
class StartIT {
  private static final String[] HELLO = {"-cp", Weft.APPS, "example.smoke.Hello"};

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void printsNoWarningForTheVersion(Jdk jdk) throws Exception {
    List<String> plain = JavaProcess.run(Weft.plainJava(jdk, "-version")).err();

    Result result = JavaProcess.run(Weft.java(jdk, "-version"));

    assertThat(result.exitCode()).isZero();
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).containsAll(plain);
    assertSaysAtMostTheStartLine(result.err().stream().filter(l -> !plain.contains(l)).toList());
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void leavesOutputAndExitCodeAlone(Jdk jdk) throws Exception {
    Result result = JavaProcess.run(Weft.java(jdk, HELLO));

    assertThat(result.out()).containsExactly("hello");
    assertThat(result.exitCode()).isEqualTo(3);
    assertSaysAtMostTheStartLine(result.err());
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void tellsWhereSpansGoInOneLine(Jdk jdk) throws Exception {
    try (JavaProcess app =
        JavaProcess.start(
            Weft.java(
                jdk, "-Dotel.service.name=shop", "-cp", Weft.APPS, "example.smoke.Waiting"))) {
      assertThat(app.awaitErr("spans go to")).startsWith("weft ").contains("service shop");
      app.awaitOut("ready");
      assertThat(app.awaitEnd().err()).hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void keepsASecondCopyOutWithOneLine(Jdk jdk) throws Exception {
    Path copy = Files.copy(Weft.JAR, folder.resolve("copy.jar"));

    Result result =
        JavaProcess.run(
            Weft.java(jdk, "-javaagent:" + copy, "-cp", Weft.APPS, "example.smoke.Hello"));

    assertThat(result.out()).containsExactly("hello");
    assertThat(result.err()).filteredOn(line -> line.contains("another copy")).hasSize(1);
    assertSaysAtMostTheStartLine(
        result.err().stream().filter(line -> !line.contains("another copy")).toList());
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void startsFromAFolderWhoseNameNeedsEscaping(Jdk jdk) throws Exception {
    Path spaced = Files.createDirectory(folder.resolve("my agents, 100% ü"));
    Path jar = Files.copy(Weft.JAR, spaced.resolve("weft+agent #1.jar"));

    Result result = JavaProcess.run(inUtf8(Weft.javaWith(jar.toString(), jdk, HELLO)));

    assertThat(result.out()).containsExactly("hello");
    assertSaysAtMostTheStartLine(result.err());
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void answersBrokenArgumentsWithOneLine(Jdk jdk) throws Exception {
    Result result =
        JavaProcess.run(Weft.javaWith(Weft.JAR + "=broken;=;otel.service.name=x", jdk, HELLO));

    assertThat(result.out()).containsExactly("hello");
    assertThat(result.err())
        .filteredOn(line -> line.contains("ignored 2 of the agent's arguments"))
        .hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void doesNothingWhenItIsSwitchedOff(Jdk jdk) throws Exception {
    Result byProperty =
        JavaProcess.run(
            Weft.java(
                jdk,
                "-Dotel.javaagent.enabled=false",
                "-verbose:class",
                "-cp",
                Weft.APPS,
                "example.smoke.Hello"));
    ProcessBuilder withVariable = Weft.java(jdk, HELLO);
    withVariable.environment().put("OTEL_JAVAAGENT_ENABLED", "false");
    Result byVariable = JavaProcess.run(withVariable);
    Result byArgument =
        JavaProcess.run(Weft.javaWith(Weft.JAR + "=otel.javaagent.enabled=false", jdk, HELLO));

    assertThat(byProperty.err()).isEmpty();
    assertThat(byProperty.out())
        .filteredOn(line -> line.contains("dev.weft.") || line.contains("WeftBridge"))
        .allMatch(line -> line.contains("dev.weft.bootstrap."));
    assertThat(byVariable).isEqualTo(new Result(3, List.of("hello"), List.of()));
    assertThat(byArgument).isEqualTo(byVariable);
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void leavesTheOnceOnlySettingsToTheApplication(Jdk jdk) throws Exception {
    Result result = JavaProcess.run(Weft.java(jdk, "-cp", Weft.APPS, "example.smoke.LateSettings"));

    assertThat(result.out()).containsExactly("url factory", "OwnLogManager", "OwnBuilder");
    assertThat(result.exitCode()).isZero();
  }

  private static ProcessBuilder inUtf8(ProcessBuilder builder) {
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder;
  }

  /** The JVM may end before the daemon thread that starts tracing has said it. */
  private static void assertSaysAtMostTheStartLine(List<String> lines) {
    assertThat(lines).hasSizeLessThanOrEqualTo(1).allMatch(l -> l.contains("spans go to"));
  }
}
