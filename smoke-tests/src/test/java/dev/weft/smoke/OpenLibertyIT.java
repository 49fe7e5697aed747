package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Open Liberty, started by its {@code server run}: OSGi bundles with loaders of their own. */
@Tag("liberty")
@Tag("matrix")
class OpenLibertyIT {
  private static final Distribution LIBERTY =
      new Distribution("io.openliberty:openliberty-runtime:26.0.0.3:zip");

  /** Its README names 8, 11, 17, 21 and 25. */
  @OnJdks(to = 25)
  void servlet4(Jdk jdk) throws Exception {
    ServerCell.check("liberty-servlet-4", new Liberty("servlet-4.0", SelfCallingWar.JAVAX), jdk);
  }

  /** Servlet 6 needs Java 11. */
  @OnJdks(from = 11, to = 25)
  void servlet6(Jdk jdk) throws Exception {
    ServerCell.check("liberty-servlet-6", new Liberty("servlet-6.0", SelfCallingWar.JAKARTA), jdk);
  }

  private record Liberty(String feature, SelfCallingWar war) implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions)
        throws IOException, InterruptedException {
      Path server = Files.createDirectories(folder.resolve("usr/servers/defaultServer"));
      war.copyTo(server.resolve("apps/shop.war"));
      Files.writeString(
          server.resolve("server.xml"),
          "<server><featureManager><feature>"
              + feature
              + "</feature></featureManager><httpEndpoint id='defaultHttpEndpoint' httpPort='"
              + port
              + "' httpsPort='-1'/><webApplication location='shop.war'"
              + " contextRoot='/shop'/></server>");
      Files.write(server.resolve("jvm.options"), jvmOptions);
      ProcessBuilder builder =
          Weft.command("sh", LIBERTY.home().resolve("bin/server").toString(), "run");
      builder.environment().put("WLP_USER_DIR", folder.resolve("usr").toString());
      return builder;
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitOut("CWWKF0011I");
    }
  }
}
