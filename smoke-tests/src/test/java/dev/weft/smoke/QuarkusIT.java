package dev.weft.smoke;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Quarkus REST on Vert.x, in the layout that its build makes by default, with its own loader. */
@Tag("quarkus")
@Tag("matrix")
class QuarkusIT {
  private static final Path JAR =
      Weft.ROOT.resolve("smoke-tests/apps/self-calling-quarkus/target/quarkus-app/quarkus-run.jar");

  static Stream<Jdk> from17() {
    return Jdk.between(17, Jdk.NEWEST);
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("from17")
  void quarkus(Jdk jdk) throws Exception {
    ServerCell.check("quarkus", new FastJar(), jdk);
  }

  private static final class FastJar implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions) {
      List<String> arguments = new ArrayList<>(jvmOptions);
      arguments.addAll(List.of("-Dquarkus.http.port=" + port, "-jar", JAR.toString()));
      return Weft.plainJava(jdk, arguments.toArray(String[]::new));
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitOut("Listening on: http://");
    }

    /** That of Vert.x, as of which all of Quarkus REST is one route; its resources are not read. */
    @Override
    public String route(String path) {
      return mount() + "/*";
    }
  }
}
