package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A web application is deployed again and again, and nothing of the old ones stays. */
@Tag("faults")
@Tag("matrix")
class RedeploymentsIT {
  private static final int TIMES = 50;

  /** Classes that a JVM makes when it likes to: of reflection, of method handles. */
  private static final int OF_THE_JVM = 100;

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} on JDK {1}")
  @CsvSource({"tomcat-9, 8", "tomcat-10, 17", "tomcat-10, 25"})
  void leaveNoClassLoaderBehind(String server, int version) throws Exception {
    Path application = webApplication(server);
    Jdk jdk = Jdk.of(version);
    Result plain = redeploy(Weft.plainJava(jdk, arguments(server, application)));
    assertThat(plain.out()).as("without the agent").contains("loaders left 0");

    try (OtlpReceiver collector = OtlpReceiver.start()) {
      ProcessBuilder builder = Weft.java(jdk, arguments(server, application));
      builder.command().addAll(1, List.of(collector.options()));
      Result traced = redeploy(builder);

      assertThat(traced.out()).contains("loaders left 0");
      assertThat(traced.exitCode()).isZero();
      assertThat(answers(traced)).isEqualTo(answers(plain)).hasSize(TIMES + 5);
      assertThat(more(traced)).isLessThan(more(plain) + OF_THE_JVM);
      assertThat(traced.err()).filteredOn(line -> line.startsWith("weft ")).hasSize(1);
      assertThat(collector.spans())
          .filteredOn(span -> "/shop/work".equals(span.attributes().get("url.path")))
          .hasSize(TIMES + 5);
    }
  }

  private static Result redeploy(ProcessBuilder builder) throws InterruptedException {
    try (JavaProcess process = JavaProcess.start(builder)) {
      for (int i = 1; i <= TIMES + 5; i++) {
        process.awaitOut("answer " + i + ":");
      }
      process.awaitOut("done");
      return process.awaitEnd();
    }
  }

  private static String[] arguments(String server, Path application) {
    return new String[] {
      // What is only softly held goes at once.
      "-XX:SoftRefLRUPolicyMSPerMB=0",
      "-cp",
      Weft.classPath("redeployed-" + server) + ":" + Weft.classPath("redeployed").split(":")[0],
      "example.redeployed.Redeployments",
      String.valueOf(TIMES),
      application.toString()
    };
  }

  private Path webApplication(String server) throws IOException {
    Path apps = Weft.ROOT.resolve("smoke-tests/apps");
    Path classes = folder.resolve("WEB-INF/classes");
    copy(apps.resolve("redeployed/target/classes"), classes);
    copy(apps.resolve("redeployed-" + server + "/target/classes"), classes);
    copy(apps.resolve("redeployed/target/lib"), folder.resolve("WEB-INF/lib"));
    return folder;
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(copy);
        } else {
          Files.copy(file, copy);
        }
      }
    }
  }

  private static List<String> answers(Result result) {
    return result.out().stream().filter(line -> line.startsWith("answer ")).toList();
  }

  private static int more(Result result) {
    String line = result.out().stream().filter(l -> l.startsWith("more classes ")).findAny().get();
    return Integer.parseInt(line.substring("more classes ".length()));
  }
}
