package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code JAVA_TOOL_OPTIONS} starts the agent in the JDK's own tools too, where it stays out. */
@Tag("jdk-tools")
class JdkToolsIT {
  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void staysOutOfTools(Jdk jdk) throws Exception {
    Path source = Files.writeString(folder.resolve("A.java"), "class A {}");

    assertSilent(jdk, "javac", "-d", folder.toString(), source.toString());
    assertSilent(jdk, "jar", "cf", folder.resolve("a.jar").toString(), source.toString());
    assertSilent(
        jdk,
        "keytool",
        "-genkeypair",
        "-keyalg",
        "EC",
        "-alias",
        "a",
        "-dname",
        "CN=a",
        "-storetype",
        "PKCS12",
        "-storepass",
        "changeit",
        "-keystore",
        folder.resolve("keys").toString());
    assertSilent(jdk, "jps", "-q");
    assertSilent(jdk, "jcmd", "-l");
  }

  @ParameterizedTest
  @MethodSource("dev.weft.smoke.Jdk#all")
  void startsInApplications(Jdk jdk) throws Exception {
    ProcessBuilder builder = Weft.plainJava(jdk, "-cp", Weft.APPS, "example.smoke.Waiting");
    try (JavaProcess app = JavaProcess.start(withToolOptions(builder))) {
      app.awaitErr("spans go to");
    }
  }

  @Test
  void startsInProgramsThatAreRunFromSource() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("A.java"),
            "class A { public static void main(String[] a) throws Exception { System.in.read(); } }");
    ProcessBuilder builder = Weft.plainJava(Jdk.of(17), source.toString());
    try (JavaProcess app = JavaProcess.start(withToolOptions(builder))) {
      app.awaitErr("spans go to");
    }
  }

  private static void assertSilent(Jdk jdk, String tool, String... arguments) throws Exception {
    Result result =
        JavaProcess.run(withToolOptions(Weft.command(jdk.tool(tool).toString(), arguments)));

    assertThat(result.exitCode()).as("%s %s", tool, result).isZero();
    assertThat(List.of(result.out(), result.err()))
        .as(tool)
        .allSatisfy(lines -> assertThat(lines).noneMatch(line -> line.startsWith("weft")));
  }

  private static ProcessBuilder withToolOptions(ProcessBuilder builder) {
    builder.environment().put("JAVA_TOOL_OPTIONS", "-javaagent:" + Weft.JAR);
    return builder;
  }
}
