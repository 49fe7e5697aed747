package example.forwarder;

import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/** The forwarder on a Tomcat at a free port, which it prints; ends when its standard input does. */
public final class TomcatServer {
  private TomcatServer() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("tomcat").toFile();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("maxHttpRequestHeaderSize", "262144");
    Context context = tomcat.addContext("", folder.getPath());
    Tomcat.addServlet(context, "forwarding", new ForwardingServlet());
    context.addServletMappingDecoded("/with/*", "forwarding");
    tomcat.start();
    System.out.println("listening on " + tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {
      // nobody writes; the end of the stream is the signal
    }
    tomcat.stop();
    tomcat.destroy();
    System.out.println("done");
    // The clients' threads are for good.
    System.exit(0);
  }
}
