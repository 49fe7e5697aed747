package example.forwarder;

import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** The forwarder on a Jetty at a free port, which it prints; ends when its standard input does. */
public final class JettyServer {
  private JettyServer() {}

  public static void main(String[] arguments) throws Exception {
    Server jetty = new Server();
    HttpConfiguration configuration = new HttpConfiguration();
    configuration.setRequestHeaderSize(262144);
    ServerConnector connector =
        new ServerConnector(jetty, new HttpConnectionFactory(configuration));
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(ForwardingServlet.class, "/with/*").setInitOrder(0);
    jetty.setHandler(context);
    jetty.start();
    System.out.println("listening on " + connector.getLocalPort());
    while (System.in.read() >= 0) {
      // nobody writes; the end of the stream is the signal
    }
    jetty.stop();
    System.out.println("done");
    // The clients' threads are for good.
    System.exit(0);
  }
}
