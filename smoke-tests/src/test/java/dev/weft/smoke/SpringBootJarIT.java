package dev.weft.smoke;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Executable jars of Spring Boot, whose own loader reads libraries out of the jar; web MVC on the
 * embedded Tomcat. {@link SpringBootIT} has two services and a database.
 */
@Tag("spring-boot")
@Tag("matrix")
class SpringBootJarIT {
  static Stream<Jdk> from8To17() {
    return Jdk.between(8, 17);
  }

  static Stream<Jdk> from17To25() {
    return Jdk.between(17, 25);
  }

  static Stream<Jdk> from17() {
    return Jdk.between(17, Jdk.NEWEST);
  }

  @Tag("spring-boot-2")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("from8To17")
  void springBoot2(Jdk jdk) throws Exception {
    ServerCell.check("spring-boot-2", new SpringBoot(2), jdk);
  }

  @Tag("spring-boot-3")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("from17To25")
  void springBoot3(Jdk jdk) throws Exception {
    ServerCell.check("spring-boot-3", new SpringBoot(3), jdk);
  }

  @Tag("spring-boot-4")
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("from17")
  void springBoot4(Jdk jdk) throws Exception {
    ServerCell.check("spring-boot-4", new SpringBoot(4), jdk);
  }

  private record SpringBoot(int version) implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions) {
      String app = "self-calling-spring-boot-" + version;
      Path jar = Weft.ROOT.resolve("smoke-tests/apps/" + app + "/target/" + app + ".jar");
      List<String> arguments = new ArrayList<>(jvmOptions);
      arguments.addAll(
          List.of(
              "-jar",
              jar.toString(),
              "--server.port=" + port,
              "--server.servlet.context-path=" + mount()));
      return Weft.plainJava(jdk, arguments.toArray(String[]::new));
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitOut("Started SelfCalling in");
    }
  }
}
