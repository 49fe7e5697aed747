package example.smoke;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A server that is called by itself, over a plain socket that nobody traces, so that each request
 * is exactly one span. It obeys its standard input: {@code requests <count> <per second>}, {@code
 * hold <megabytes>} of heap, {@code exit <code>}; {@code main} ends with the input. Every tenth
 * request fails.
 */
public final class Load {
  private static final int PROGRESS = 500;
  private static final int FAILING = 10;

  private final ThreadPoolExecutor pool = (ThreadPoolExecutor) Executors.newFixedThreadPool(2);
  private final HttpServer server;
  private final InetSocketAddress address;
  private volatile byte[] held = new byte[0];
  private long sent;

  private Load() throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    server = HttpServer.create(new InetSocketAddress(loopback, 0), 0);
    server.setExecutor(pool);
    server.createContext(
        "/",
        exchange -> {
          boolean failing = exchange.getRequestURI().getPath().equals("/failing");
          exchange.sendResponseHeaders(failing ? 500 : 200, -1);
          exchange.close();
        });
    server.start();
    address = server.getAddress();
  }

  public static void main(String[] arguments) throws Exception {
    Load load = new Load();
    System.out.println("ready");
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      load.obey(order.split(" "));
    }
    load.end();
    System.out.println("ending");
  }

  private void obey(String[] order) throws Exception {
    if (order[0].equals("exit")) {
      end();
      System.out.println("ending");
      System.exit(Integer.parseInt(order[1]));
    }
    if (order[0].equals("hold")) {
      hold(Integer.parseInt(order[1]));
      return;
    }
    send(Integer.parseInt(order[1]), Integer.parseInt(order[2]));
    awaitHandlers();
    System.out.println("answered all " + sent);
  }

  /** Collected, so that what is in use after a collection is what is held. */
  private void hold(int megabytes) {
    held = new byte[megabytes << 20];
    System.gc();
    System.out.println("holds " + (held.length >> 20));
  }

  private void send(int count, int perSecond) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      long due = start + TimeUnit.SECONDS.toNanos(i) / perSecond;
      for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
        LockSupport.parkNanos(left);
      }
      request(i % FAILING == 0 ? "/failing" : "/well");
      sent++;
      if (sent % PROGRESS == 0) {
        System.out.println("answered " + sent);
      }
    }
  }

  /** On a connection of its own: on a kept one JDK 8's server takes 40 ms for each answer. */
  private void request(String path) throws IOException {
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream answer = socket.getInputStream();
      byte[] buffer = new byte[1024];
      for (int read = answer.read(buffer); read >= 0; read = answer.read(buffer)) {
        // What it says is known; the end of it is what counts.
      }
    }
  }

  /** A request's span may end after its answer has come. */
  private void awaitHandlers() {
    while (pool.getCompletedTaskCount() < sent) {
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
    }
  }

  private void end() throws Exception {
    server.stop(0);
    pool.shutdown();
    pool.awaitTermination(10, TimeUnit.SECONDS);
  }
}
