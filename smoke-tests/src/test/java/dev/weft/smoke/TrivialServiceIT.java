package dev.weft.smoke;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A service without any library, on the JDK's own HTTP server and client. */
@Tag("trivial")
@Tag("matrix")
class TrivialServiceIT {
  static Stream<Jdk> all() {
    return Jdk.all();
  }

  @ParameterizedTest
  @MethodSource("all")
  void trivialService(Jdk jdk) throws Exception {
    ServerCell.check("trivial", new TrivialService(), jdk);
  }

  private static final class TrivialService implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions) {
      List<String> arguments = new ArrayList<>(jvmOptions);
      arguments.addAll(
          List.of("-cp", Weft.APPS, "example.smoke.SelfCallingServer", String.valueOf(port)));
      return Weft.plainJava(jdk, arguments.toArray(String[]::new));
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
