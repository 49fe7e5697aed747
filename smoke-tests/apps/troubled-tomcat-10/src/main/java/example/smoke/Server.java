package example.smoke;

import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat on a free port, which it prints; ends when its standard input does. */
public final class Server {
  private Server() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("tomcat").toFile();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", folder.getPath());
    Wrapper servlet = Tomcat.addServlet(context, "troubled", new TroubledServlet());
    servlet.setAsyncSupported(true);
    for (String path : TroubledServlet.PATHS) {
      context.addServletMappingDecoded(path, "troubled");
    }
    tomcat.start();
    System.out.println("listening on " + tomcat.getConnector().getLocalPort());
    while (System.in.read() >= 0) {
      // nobody writes; the end of the stream is the signal
    }
    tomcat.stop();
    tomcat.destroy();
    System.exit(0);
  }
}
