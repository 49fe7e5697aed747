package example.smoke;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.ServerConnector;

/** An embedded Jetty on a free port, which it prints; ends when its standard input does. */
public final class Server {
  private Server() {}

  public static void main(String[] arguments) throws Exception {
    org.eclipse.jetty.server.Server jetty = new org.eclipse.jetty.server.Server(0);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(SelfCallingServlet.class, "/outer");
    context.addServlet(SelfCallingServlet.class, "/inner");
    context.addServlet(SelfCallingServlet.class, "/broken");
    jetty.setHandler(context);
    jetty.start();
    System.out.println(
        "listening on " + ((ServerConnector) jetty.getConnectors()[0]).getLocalPort());
    while (System.in.read() >= 0) {
      // nobody writes; the end of the stream is the signal
    }
    jetty.stop();
    System.out.println("done");
  }
}
