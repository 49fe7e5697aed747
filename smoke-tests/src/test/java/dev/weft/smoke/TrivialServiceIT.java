package dev.weft.smoke;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** A service without any library, on the JDK's own HTTP server and client. */
@Tag("trivial")
@Tag("matrix")
class TrivialServiceIT {
  @OnJdks
  void trivialService(Jdk jdk) throws Exception {
    ServerCell.check("trivial", new TrivialService(), jdk);
  }

  private static final class TrivialService implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions) {
      return Weft.plainJava(
          jdk,
          jvmOptions,
          "-cp",
          Weft.APPS,
          "example.smoke.SelfCallingServer",
          String.valueOf(port));
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitOut("listening on ");
    }

    @Override
    public String mount() {
      return "";
    }
  }
}
