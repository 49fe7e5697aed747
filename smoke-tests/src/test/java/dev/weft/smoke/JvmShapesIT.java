package dev.weft.smoke;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.smoke.JavaProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A service in every shape of JVM: what it answers, prints and leaves behind is what it does
 * without the agent, and its requests are traced.
 */
@Tag("jvm")
class JvmShapesIT {
  /** The only line of the agent, if it has come so far. */
  private static final String START_LINE = "spans go to";

  /** Said by the JVM about the variable, which holds another text with the agent. */
  private static final String PICKED_UP = "Picked up JAVA_TOOL_OPTIONS";

  @TempDir static Path shared;

  @TempDir Path folder;

  /** Shapes that differ most from the rest; with a security manager on each JDK that has one. */
  static Stream<Arguments> someCells() {
    return Stream.of(
        Arguments.of(JvmShape.SECURITY_MANAGER, 8),
        Arguments.of(JvmShape.SECURITY_MANAGER, 11),
        Arguments.of(JvmShape.SECURITY_MANAGER, 17),
        Arguments.of(JvmShape.MODULES, 25),
        Arguments.of(JvmShape.SMALLEST_IMAGE, 17));
  }

  @ParameterizedTest(name = "{0}, JDK {1}")
  @MethodSource("someCells")
  void makesNoDifferenceToAService(JvmShape shape, int version) throws Exception {
    assertMakesNoDifference(shape, Jdk.of(version), List.of());
  }

  static Stream<Arguments> allCells() {
    return Stream.of(JvmShape.values())
        .flatMap(shape -> Jdk.all().filter(shape::existsOn).map(jdk -> Arguments.of(shape, jdk)));
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("allCells")
  @Tag("matrix")
  void makesNoDifferenceOnAnyJdk(JvmShape shape, Jdk jdk) throws Exception {
    assertMakesNoDifference(shape, jdk, List.of());
  }

  @ParameterizedTest(name = "{0}, {1}")
  @MethodSource("allCells")
  @Tag("matrix")
  void makesNoDifferenceWithAClassDataArchive(JvmShape shape, Jdk jdk) throws Exception {
    assumeTrue(jdk.version() >= 17, "-XX:ArchiveClassesAtExit came with JDK 13");
    assumeTrue(shape != JvmShape.SMALLEST_IMAGE, "an image has no archive of the JDK to stand on");
    Path archive = folder.resolve("app.jsa");
    Path empty = Files.createDirectory(folder.resolve("recording"));
    observe(shape, jdk, empty, List.of("-XX:ArchiveClassesAtExit=" + archive), false);

    // JDK 25 says of every agent that the archive was made without its module.
    assertMakesNoDifference(
        shape, jdk, List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off"));
  }

  @Test
  @Tag("matrix")
  void makesNoDifferenceOnOpenJ9() throws Exception {
    String home = System.getenv("JAVA_HOME_OPENJ9");
    assumeTrue(home != null, "no package has OpenJ9; set JAVA_HOME_OPENJ9 to one");

    assertMakesNoDifference(JvmShape.CLASS_PATH, new Jdk(0, Path.of(home)), List.of());
  }

  private void assertMakesNoDifference(JvmShape shape, Jdk jdk, List<String> options)
      throws Exception {
    Path without = Files.createDirectory(folder.resolve("without"));
    Path with = Files.createDirectory(folder.resolve("with"));
    Observed plain = observe(shape, jdk, without, options, false);
    try (OtlpReceiver collector = OtlpReceiver.start()) {
      List<String> all = new ArrayList<>(List.of("-javaagent:" + Weft.JAR));
      all.addAll(List.of(collector.options()));
      all.addAll(options);

      Observed traced = observe(shape, jdk, with, all, true);

      assertThat(traced).isEqualTo(plain);
      assertTraced(collector);
    }
  }

  /** Runs the service in the folder, asks it twice and ends it. */
  private Observed observe(
      JvmShape shape, Jdk jdk, Path workingFolder, List<String> options, boolean withAgent)
      throws Exception {
    List<String> arguments = new ArrayList<>(options);
    arguments.addAll(shape.options(new SelfCallingJars(shared), folder));
    ProcessBuilder builder =
        shape.command(jdk, shared, arguments).directory(workingFolder.toFile());
    try (JavaProcess service = JavaProcess.start(builder)) {
      String port = service.awaitOut("listening on ").replaceFirst("^.* ", "");
      if (withAgent) {
        service.awaitErr(START_LINE);
      }
      List<String> answers = List.of(RawHttp.get(port, "/outer"), RawHttp.get(port, "/broken"));
      Result end = service.awaitEnd();
      List<String> err = withoutStartLine(end.err(), withAgent);
      return new Observed(
          answers.stream().map(answer -> answer.replace(port, "<port>")).toList(),
          end.exitCode(),
          end.out().stream().map(line -> line.replace(port, "<port>")).toList(),
          shape.logs() ? List.of() : err,
          files(workingFolder));
    }
  }

  private static List<String> withoutStartLine(List<String> err, boolean withAgent) {
    assertThat(err)
        .filteredOn(line -> line.startsWith("weft "))
        .hasSize(withAgent ? 1 : 0)
        .allMatch(line -> line.contains(START_LINE));
    return err.stream()
        .filter(line -> !line.startsWith("weft ") && !line.startsWith(PICKED_UP))
        .toList();
  }

  private static List<String> files(Path folder) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.map(file -> folder.relativize(file).toString()).sorted().toList();
    }
  }

  private static void assertTraced(OtlpReceiver collector) throws InterruptedException {
    // All have come: the service has ended.
    List<ReceivedSpan> spans = collector.spans();
    assertThat(spans).as("%s", spans).hasSize(4);
    ReceivedSpan outer = only(spans, "/outer");
    ReceivedSpan inner = only(spans, "/inner");
    ReceivedSpan call =
        spans.stream().filter(span -> span.kind() == SPAN_KIND_CLIENT).findFirst().orElseThrow();
    assertThat(outer.parentSpanId()).isEmpty();
    assertThat(call.isChildOf(outer)).isTrue();
    assertThat(inner.isChildOf(call)).isTrue();
    assertThat(only(spans, "/broken").failed()).isTrue();
  }

  private static ReceivedSpan only(List<ReceivedSpan> spans, String path) {
    List<ReceivedSpan> found =
        spans.stream()
            .filter(span -> span.kind() == SPAN_KIND_SERVER)
            .filter(span -> path.equals(span.attributes().get("url.path")))
            .toList();
    assertThat(found).as("%s of %s", path, spans).hasSize(1);
    return found.get(0);
  }

  /** What a service's users see of it. */
  private record Observed(
      List<String> answers, int exitCode, List<String> out, List<String> err, List<String> files) {}
}
