package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/**
 * WildFly, started by its {@code standalone.sh}: JBoss Modules shows each module its own packages
 * only, and main sets the JVM's log manager.
 */
@Tag("wildfly")
@Tag("matrix")
class WildFlyIT {
  private static final Distribution WILDFLY =
      new Distribution("org.wildfly:wildfly-dist:39.0.1.Final:tar.gz");

  /** It is compiled for Java 17. */
  @OnJdks(from = 17)
  void wildFly(Jdk jdk) throws Exception {
    ServerCell.check("wildfly", new Standalone(), jdk);
  }

  private static final class Standalone implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions)
        throws IOException, InterruptedException {
      WILDFLY.copy("standalone/configuration", folder.resolve("standalone/configuration"));
      withoutStackTraces(folder.resolve("standalone/configuration/standalone.xml"));
      SelfCallingWar.JAKARTA.copyTo(folder.resolve("standalone/deployments/shop.war"));
      Path settings =
          Files.writeString(
              folder.resolve("standalone.conf"),
              Files.readString(WILDFLY.home().resolve("bin/standalone.conf"))
                  + "\nJAVA_OPTS=\"$JAVA_OPTS "
                  + String.join(" ", jvmOptions)
                  + "\"\n");
      ProcessBuilder builder =
          Weft.command(
              "sh",
              WILDFLY.home().resolve("bin/standalone.sh").toString(),
              "-Djboss.server.base.dir=" + folder.resolve("standalone"),
              "-Djboss.http.port=" + port,
              "-Djboss.https.port=0",
              "-Djboss.management.http.port=0");
      builder.environment().put("RUN_CONF", settings.toString());
      builder.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
      return builder;
    }

    /** Those of error pages go down to the pool, where it matters whether the thread is new. */
    private static void withoutStackTraces(Path settings) throws IOException {
      String container = "<servlet-container name=\"default\"";
      Files.writeString(
          settings,
          Files.readString(settings)
              .replace(container, container + " stack-trace-on-error=\"none\""));
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitOut("WFLYSRV0025");
    }
  }
}
