package dev.weft.smoke;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * Executable jars of Spring Boot, whose own loader reads libraries out of the jar; web MVC on the
 * embedded Tomcat. {@link SpringBootIT} has two services and a database.
 */
@Tag("spring-boot")
@Tag("matrix")
class SpringBootJarIT {
  @Tag("spring-boot-2")
  @OnJdks(to = 17)
  void springBoot2(Jdk jdk) throws Exception {
    ServerCell.check("spring-boot-2", new SpringBoot(2), jdk);
  }

  @Tag("spring-boot-3")
  @OnJdks(from = 17, to = 25)
  void springBoot3(Jdk jdk) throws Exception {
    ServerCell.check("spring-boot-3", new SpringBoot(3), jdk);
  }

  @Tag("spring-boot-4")
  @OnJdks(from = 17)
  void springBoot4(Jdk jdk) throws Exception {
    ServerCell.check("spring-boot-4", new SpringBoot(4), jdk);
  }

  private record SpringBoot(int version) implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions) {
      String app = "self-calling-spring-boot-" + version;
      Path jar = Weft.ROOT.resolve("smoke-tests/apps/" + app + "/target/" + app + ".jar");
      return Weft.plainJava(
          jdk,
          jvmOptions,
          "-jar",
          jar.toString(),
          "--server.port=" + port,
          "--server.servlet.context-path=" + mount());
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitOut("Started SelfCalling in");
    }
  }
}
