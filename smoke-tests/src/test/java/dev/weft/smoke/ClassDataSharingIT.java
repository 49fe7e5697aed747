package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import dev.weft.testing.Ci;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Class data archives and AOT caches that a service has recorded without the agent: with it nearly
 * as many classes come from them, and the classes that do are traced.
 */
@Tag("jvm")
class ClassDataSharingIT {
  /** Of the classes shared without the agent. What it weaves cannot come from an archive. */
  private static final double LEAST_SHARE = 0.95;

  @TempDir Path folder;

  @Test
  void keepsTheArchiveOfTomcat() throws Exception {
    assertKept(ClassArchive.AT_EXIT, Jdk.of(21), tomcat(), "listening on ", "/outer");
  }

  static Stream<Arguments> cells() {
    return Stream.of(ClassArchive.values())
        .flatMap(
            archive -> Jdk.all().filter(archive::existsOn).map(jdk -> Arguments.of(archive, jdk)));
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("cells")
  @Tag("matrix")
  void keepsTheArchiveOfTomcatOnAnyJdk(ClassArchive archive, Jdk jdk) throws Exception {
    assertKept(archive, jdk, tomcat(), "listening on ", "/outer");
  }

  @ParameterizedTest(name = "{0}, {1}", allowZeroInvocations = true)
  @MethodSource("cells")
  @Tag("matrix")
  void keepsTheArchiveOfSpringBoot(ClassArchive archive, Jdk jdk) throws Exception {
    assertKept(archive, jdk, springBoot(jdk), "Tomcat started on port ", "/items/tea");
  }

  private void assertKept(
      ClassArchive archive, Jdk jdk, List<String> service, String ready, String path)
      throws Exception {
    Path file = folder.resolve("classes.archive");
    run(jdk, archive.record(file), service, ready, path);
    long without = shared(jdk, archive.use(file), service, ready, path);
    try (OtlpReceiver collector = OtlpReceiver.start()) {
      List<String> options = new ArrayList<>(List.of("-javaagent:" + Weft.JAR));
      options.addAll(List.of(collector.options()));
      options.addAll(archive.use(file));

      long with = shared(jdk, options, service, ready, path);

      assertThat(without).as("classes shared without the agent").isGreaterThan(2_000);
      assertThat((double) with / without)
          .as("%s classes shared with the agent, %s without it", with, without)
          .isGreaterThan(LEAST_SHARE);
      // All have come: the service has ended.
      assertThat(collector.spans())
          .as("%s", collector.spans())
          .filteredOn(span -> path.equals(span.attributes().get("url.path")))
          .hasSize(1);
    }
  }

  /** Runs the service for one request and counts the classes that came from the archive. */
  private long shared(
      Jdk jdk, List<String> options, List<String> service, String ready, String path)
      throws Exception {
    Path log = folder.resolve("classes.log");
    List<String> all = new ArrayList<>(options);
    all.add("-Xlog:class+load:file=" + log);
    run(jdk, all, service, ready, path);
    try (Stream<String> lines = Files.lines(log)) {
      return lines.filter(line -> line.contains("source: shared objects file")).count();
    } finally {
      Files.delete(log);
    }
  }

  private static void run(
      Jdk jdk, List<String> options, List<String> service, String ready, String path)
      throws Exception {
    List<String> all = new ArrayList<>(options);
    all.addAll(service);
    try (JavaProcess process = JavaProcess.start(Weft.plainJava(jdk, all.toArray(String[]::new)))) {
      String port = process.awaitOut(ready).replaceFirst(".*" + ready + "(\\d+).*", "$1");
      assertThat(RawHttp.get(port, path)).startsWith("HTTP/1.1 200");
      Result end = process.terminate();
      assertThat(end.exitCode()).as("%s", end).isEqualTo(143);
    }
  }

  /** An archive knows jars only, and the same ones in the same order. */
  private List<String> tomcat() throws Exception {
    return List.of(
        "-cp",
        new SelfCallingJars(folder).tomcat()
            + File.pathSeparator
            + jars(Weft.ROOT.resolve("smoke-tests/apps/tomcat-10/target/lib")),
        "example.smoke.Server");
  }

  private static String jars(Path folder) throws Exception {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
  }

  /** The demo's second service, taken out of its jar of jars, which no archive can know. */
  private List<String> springBoot(Jdk jdk) throws Exception {
    Path jar = Weft.ROOT.resolve("demo/stock/target/stock-1.0.0.jar");
    if (!Files.exists(jar)) {
      return Ci.missing("the demo is not built: mvn -f demo/pom.xml package");
    }
    Path extracted = folder.resolve("stock");
    JavaProcess.run(
        Weft.plainJava(
            jdk,
            "-Djarmode=tools",
            "-jar",
            jar.toString(),
            "extract",
            "--destination",
            extracted.toString()));
    return List.of("-jar", extracted.resolve("stock-1.0.0.jar").toString(), "--server.port=0");
  }
}
