package example.smoke;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's server on a free port, which it prints: {@code /inner} answers, {@code /outer} answers
 * what {@code /inner} does, {@code /broken} fails. Ends when its standard input does.
 */
public final class SelfCallingServer {
  private SelfCallingServer() {}

  public static void main(String[] arguments) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    int port = server.getAddress().getPort();
    server.createContext("/inner", exchange -> answer(exchange, 200, "inner"));
    server.createContext("/outer", exchange -> answer(exchange, 200, get(port, "/inner")));
    server.createContext("/broken", exchange -> answer(exchange, 500, "broken"));
    server.start();
    System.out.println("listening on " + port);
    while (System.in.read() >= 0) {
      // nobody writes; the end of the stream is the signal
    }
    server.stop(0);
    threads.shutdown();
    System.out.println("done");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Asked-For", exchange.getRequestURI().getPath());
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String get(int port, String path) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) new URL("http", "127.0.0.1", port, path).openConnection();
    StringBuilder content = new StringBuilder();
    try (InputStream in = connection.getInputStream()) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        content.append((char) b);
      }
    }
    return content.toString();
  }
}
