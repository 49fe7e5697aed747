package dev.weft.benchmarks.delivery;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The service under test. A request to / makes one to /inner, so with an agent it gives three
 * spans. Each line of standard input asks for a sample of the process; it ends with its input.
 */
public final class Service {
  private static final byte[] BODY = {'o', 'k'};

  private Service() {}

  public static void main(String[] arguments) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    ExecutorService pool = Executors.newFixedThreadPool(32);
    server.setExecutor(pool);
    URL inner = new URL("http", "127.0.0.1", server.getAddress().getPort(), "/inner");
    server.createContext("/inner", Service::answer);
    server.createContext(
        "/",
        exchange -> {
          try (InputStream in = inner.openStream()) {
            in.readAllBytes();
          }
          answer(exchange);
        });
    server.start();
    System.out.println("port " + server.getAddress().getPort());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    while (orders.readLine() != null) {
      System.out.println(sample());
    }
    server.stop(0);
    pool.shutdown();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, BODY.length);
    exchange.getResponseBody().write(BODY);
    exchange.close();
  }

  /** Kilobytes of heap after a collection, threads, descriptors, loaded classes. */
  private static String sample() {
    System.gc();
    UnixOperatingSystemMXBean system =
        (UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / 1024
        + " "
        + ManagementFactory.getThreadMXBean().getThreadCount()
        + " "
        + system.getOpenFileDescriptorCount()
        + " "
        + ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }
}
