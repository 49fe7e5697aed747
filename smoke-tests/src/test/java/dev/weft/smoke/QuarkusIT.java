package dev.weft.smoke;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Quarkus REST on Vert.x, in the layout that its build makes by default, with its own loader. */
@Tag("quarkus")
@Tag("matrix")
class QuarkusIT {
  private static final Path JAR =
      Weft.ROOT.resolve("smoke-tests/apps/self-calling-quarkus/target/quarkus-app/quarkus-run.jar");

  @OnJdks(from = 17)
  void quarkus(Jdk jdk) throws Exception {
    ServerCell.check("quarkus", new FastJar(), jdk);
  }

  private static final class FastJar implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions) {
      return Weft.plainJava(jdk, jvmOptions, "-Dquarkus.http.port=" + port, "-jar", JAR.toString());
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
