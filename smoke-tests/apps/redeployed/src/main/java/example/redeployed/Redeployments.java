package example.redeployed;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.Set;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;

/**
 * A Tomcat that deploys a web application, has it answer, and takes it away, again and again. Its
 * arguments: how often, and the application's folder. It prints the answers, how many class loaders
 * were never let go, and how many more classes there are than after the first few times.
 */
public final class Redeployments {
  /** Unloading may take the collector several rounds. */
  private static final int COLLECTIONS = 20;

  private final ReferenceQueue<ClassLoader> collected = new ReferenceQueue<>();
  private final Set<WeakReference<ClassLoader>> loaders = new HashSet<>();
  private final Tomcat tomcat = new Tomcat();
  private final HttpServer next =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final String folder;
  private int answers;

  private Redeployments(String folder) throws IOException, LifecycleException {
    this.folder = folder;
    next.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    next.start();
    tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
    tomcat.setPort(0);
    // Its defaults are those of JSP, which is not here.
    tomcat.setAddDefaultWebXmlToWebapp(false);
    tomcat.getConnector();
    tomcat.getHost();
    tomcat.start();
  }

  public static void main(String[] arguments) throws Exception {
    int times = Integer.parseInt(arguments[0]);
    Redeployments redeployments = new Redeployments(arguments[1]);
    // What is loaded once for all, by the server and the JDK.
    for (int i = 0; i < 5; i++) {
      redeployments.redeploy();
    }
    int classes = redeployments.classesWhenCollected();
    for (int i = 0; i < times; i++) {
      redeployments.redeploy();
    }
    int more = redeployments.classesWhenCollected() - classes;
    System.out.println("loaders left " + redeployments.loaders.size());
    System.out.println("more classes " + more);
    System.out.println("done");
    while (System.in.read() >= 0) {
      // nobody writes; the end of the stream is the signal
    }
    System.exit(0);
  }

  private void redeploy() throws Exception {
    Context context = tomcat.addWebapp("/shop", folder);
    loaders.add(new WeakReference<>(context.getLoader().getClassLoader(), collected));
    String url = "http://localhost:" + next.getAddress().getPort() + "/";
    System.out.println("answer " + ++answers + ": " + get("/shop/work?next=" + url));
    tomcat.getHost().removeChild(context);
  }

  /** By a socket: what this class asks for is nobody's business. */
  private String get(String path) throws IOException {
    try (Socket socket = new Socket("localhost", tomcat.getConnector().getLocalPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      StringBuilder answer = new StringBuilder();
      for (int b = in.read(); b >= 0; b = in.read()) {
        answer.append((char) b);
      }
      return answer.substring(answer.indexOf("\r\n\r\n") + 4);
    }
  }

  /** How many classes there are when no loader and no class goes any more. */
  private int classesWhenCollected() throws InterruptedException {
    int classes = Integer.MAX_VALUE;
    // A loader that is let go may have its classes still: they are counted until a later
    // collection.
    for (int i = 0, same = 0; i < COLLECTIONS && (same < 2 || !loaders.isEmpty()); i++) {
      System.gc();
      for (Object gone = collected.remove(500); gone != null; gone = collected.poll()) {
        loaders.remove(gone);
      }
      int now = ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
      same = now == classes ? same + 1 : 0;
      classes = now;
    }
    return classes;
  }
}
