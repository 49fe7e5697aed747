package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the agent must leave of the JVM's own abilities, and do without. */
@Tag("jvm")
class JvmIT {
  private static final int CLASSES_BEFORE_MAIN = 1200;

  @TempDir Path folder;

  @Test
  void loadsFewClassesBeforeMain() throws Exception {
    Result result =
        JavaProcess.run(
            Weft.java(
                Jdk.of(17),
                "-Xlog:class+load:stdout:tid",
                "-cp",
                Weft.APPS,
                "example.smoke.Hello"));

    // Of the main thread only: how far the agent's own has come by then is left to chance.
    String main =
        result.out().stream()
            .filter(line -> line.contains("example.smoke.Hello "))
            .map(line -> line.substring(0, line.indexOf(']')))
            .findFirst()
            .orElseThrow();
    long beforeMain =
        result.out().stream()
            .takeWhile(line -> !line.contains("example.smoke.Hello "))
            .filter(line -> line.startsWith(main) && line.contains(" source: "))
            .count();
    assertThat(beforeMain).isBetween(400L, (long) CLASSES_BEFORE_MAIN);
  }

  /** The JDKs on which {@link ClassDataSharingIT} makes one in the full matrix only. */
  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void keepsTheApplicationsClassDataArchive(int version) throws Exception {
    Jdk jdk = Jdk.of(version);
    Path jar = folder.resolve("app.jar");
    assertThat(
            JavaProcess.run(
                    Weft.command(
                        jdk.tool("jar").toString(), "cf", jar.toString(), "-C", Weft.APPS, "."))
                .exitCode())
        .isZero();
    Path archive = folder.resolve("app.jsa");
    JavaProcess.run(
        Weft.plainJava(
            jdk,
            "-XX:ArchiveClassesAtExit=" + archive,
            "-cp",
            jar.toString(),
            "example.smoke.Hello"));

    Result result =
        JavaProcess.run(
            Weft.java(
                jdk,
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:class+load",
                "-cp",
                jar.toString(),
                "example.smoke.Hello"));

    assertThat(result.out())
        .filteredOn(line -> line.contains("example.smoke.Hello "))
        .singleElement()
        .asString()
        .contains("shared objects file (top)");
  }

  @ParameterizedTest
  @ValueSource(ints = {11, 17})
  void startsInAnImageOfTheSmallestModules(int version) throws Exception {
    Jdk image = SmallestImage.of(Jdk.of(version), folder);
    try (JavaProcess app =
        JavaProcess.start(Weft.java(image, "-cp", Weft.APPS, "example.smoke.Waiting"))) {
      app.awaitErr("spans go to");
      app.awaitOut("ready");
      assertThat(app.awaitEnd().out()).containsExactly("ready", "done");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 11, 17})
  void leavesTheApplicationAloneUnderASecurityManagerThatDoesNotTrustIt(int version)
      throws Exception {
    Path policy = Files.writeString(folder.resolve("policy"), "grant { };");

    Result result =
        JavaProcess.run(
            Weft.java(
                Jdk.of(version),
                "-Djava.security.manager",
                "-Djava.security.policy==" + policy,
                "-cp",
                Weft.APPS,
                "example.smoke.Waiting"));

    assertThat(result.out()).containsExactly("ready", "done");
    assertThat(result.err())
        .filteredOn(line -> line.startsWith("weft"))
        .singleElement()
        .asString()
        .contains("not started, the application runs without tracing")
        .contains("access denied");
  }

  @Test
  void keepsACopyOutThatIsAttachedLater() throws Exception {
    Jdk jdk = Jdk.of(17);
    try (JavaProcess app =
        JavaProcess.start(Weft.java(jdk, "-cp", Weft.APPS, "example.smoke.Waiting"))) {
      app.awaitOut("ready");
      JavaProcess.run(
          Weft.command(
              jdk.tool("jcmd").toString(),
              String.valueOf(app.pid()),
              "JVMTI.agent_load",
              Weft.JAR.toString()));
      app.awaitErr("another copy");
      assertThat(app.awaitEnd().out()).containsExactly("ready", "done");
    }
  }
}
