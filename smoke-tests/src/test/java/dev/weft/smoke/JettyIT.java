package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;

/** Eclipse Jetty's home distribution, started by its {@code start.jar}. */
@Tag("jetty")
@Tag("matrix")
class JettyIT {
  @Tag("jetty-9")
  @OnJdks
  void jetty9(Jdk jdk) throws Exception {
    Server server =
        new Jetty("9.4.58.v20250814", "deploy", "org.eclipse.jetty.webapp", SelfCallingWar.JAVAX);
    ServerCell.check("jetty-9", server, jdk);
  }

  @Tag("jetty-12")
  @OnJdks(from = 17)
  void jetty12(Jdk jdk) throws Exception {
    Server server =
        new Jetty(
            "12.1.12", "ee10-deploy", "org.eclipse.jetty.ee10.webapp", SelfCallingWar.JAKARTA);
    ServerCell.check("jetty-12", server, jdk);
  }

  private record Jetty(String version, String deployment, String webapp, SelfCallingWar war)
      implements Server {
    @Override
    public ProcessBuilder command(Jdk jdk, Path folder, int port, List<String> jvmOptions)
        throws IOException, InterruptedException {
      Distribution jetty = new Distribution("org.eclipse.jetty:jetty-home:" + version + ":tar.gz");
      war.copyTo(folder.resolve("webapps/shop.war"));
      // Error pages without stack traces, which differ by what threads happened to do before.
      Files.writeString(
          folder.resolve("webapps/shop.xml"),
          """
          <!DOCTYPE Configure PUBLIC "-//Jetty//Configure//EN" "https://jetty.org/configure_9_3.dtd">
          <Configure class="%s.WebAppContext">
            <Set name="contextPath">/shop</Set>
            <Set name="war">%s/webapps/shop.war</Set>
            <Get name="errorHandler"><Set name="showStacks">false</Set></Get>
          </Configure>
          """
              .formatted(webapp, folder));
      Files.writeString(
          folder.resolve("start.ini"), "--module=http\n--module=" + deployment + "\n");
      return Weft.plainJava(
          jdk,
          jvmOptions,
          "-jar",
          jetty.home().resolve("start.jar").toString(),
          "jetty.base=" + folder,
          "jetty.http.port=" + port);
    }

    @Override
    public void awaitReady(JavaProcess process) throws InterruptedException {
      process.awaitErr(":oejs.Server:main: Started");
    }
  }
}
