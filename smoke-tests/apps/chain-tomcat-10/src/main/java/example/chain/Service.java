package example.chain;

import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;

/**
 * One of two services on a Tomcat at a free port, which it prints: with the address of the next one
 * it takes orders, without it has the stock. Ends when its standard input does.
 */
public final class Service {
  private Service() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("tomcat").toFile();
    tomcat.setBaseDir(folder.getPath());
    tomcat.setPort(0);
    Context context = tomcat.addContext("", folder.getPath());
    if (arguments.length == 0) {
      Tomcat.addServlet(context, "stock", new StockServlet());
      context.addServletMappingDecoded("/stock", "stock");
    } else {
      Tomcat.addServlet(context, "orders", new OrderServlet(arguments[0]));
      context.addServletMappingDecoded("/orders", "orders");
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
