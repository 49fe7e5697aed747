package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Apache Tomcat as it is downloaded, started by its {@code catalina.sh}. */
@Tag("tomcat")
class TomcatIT {
  @Tag("tomcat-9")
  @Tag("matrix")
  @OnJdks
  void tomcat9(Jdk jdk) throws Exception {
    ServerCell.check("tomcat-9", new Tomcat("9.0.117", SelfCallingWar.JAVAX), jdk);
  }

  @Tag("tomcat-10")
  @Tag("matrix")
  @OnJdks(from = 11)
  void tomcat10(Jdk jdk) throws Exception {
    ServerCell.check("tomcat-10", new Tomcat("10.1.59", SelfCallingWar.JAKARTA), jdk);
  }

  @Tag("tomcat-11")
  @Tag("matrix")
  @OnJdks(from = 17)
  void tomcat11(Jdk jdk) throws Exception {
    ServerCell.check("tomcat-11", new Tomcat("11.0.24", SelfCallingWar.JAKARTA), jdk);
  }

  private record Tomcat(String version, SelfCallingWar war) implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions)
        throws IOException, InterruptedException {
      Distribution tomcat = new Distribution("org.apache.tomcat:tomcat:" + version + ":tar.gz");
      tomcat.copy("conf", folder.resolve("conf"));
      Path settings = folder.resolve("conf/server.xml");
      Files.writeString(
          settings,
          Files.readString(settings)
              .replace("port=\"8080\"", "port=\"" + port + "\"")
              .replace("port=\"8005\"", "port=\"-1\""));
      war.copyTo(folder.resolve("webapps/shop.war"));
      ProcessBuilder builder =
          Weft.command("sh", tomcat.home().resolve("bin/catalina.sh").toString(), "run");
      builder.environment().put("CATALINA_BASE", folder.toString());
      builder.environment().put("CATALINA_TMPDIR", folder.resolve("tmp").toString());
      builder.environment().put("CATALINA_OPTS", String.join(" ", jvmOptions));
      return builder;
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitErr("Server startup in");
    }
  }
}
