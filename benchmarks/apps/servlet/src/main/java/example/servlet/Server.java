package example.servlet;

import java.io.File;
import java.nio.file.Files;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** An embedded Tomcat at the port that {@code server.port} says. */
public final class Server {
  private Server() {}

  public static void main(String[] arguments) throws Exception {
    Tomcat tomcat = new Tomcat();
    File folder = Files.createTempDirectory("tomcat").toFile();
    tomcat.setBaseDir(folder.getPath());
    Connector connector = new Connector();
    connector.setPort(Integer.getInteger("server.port"));
    connector.setProperty("address", "127.0.0.1");
    // A load of any length goes over the connections that it opens at first.
    connector.setProperty("maxKeepAliveRequests", "-1");
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", folder.getPath());
    Tomcat.addServlet(context, "hello", new HelloServlet());
    context.addServletMappingDecoded("/hello", "hello");
    tomcat.start();
    tomcat.getServer().await();
  }
}
