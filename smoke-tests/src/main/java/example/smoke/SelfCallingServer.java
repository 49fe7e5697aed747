package example.smoke;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The JDK's server on the given port or a free one, which it prints: {@code /inner} answers a GET,
 * {@code /outer} answers what {@code /inner} does, {@code /moved} redirects, {@code /broken} fails,
 * nothing else is there. Ends when its standard input does.
 */
public final class SelfCallingServer {
  /** What asks for {@code /inner}. */
  public interface Client {
    /** The body of the answer. */
    String get(URI uri) throws IOException;
  }

  private SelfCallingServer() {}

  public static void main(String[] arguments) throws IOException {
    int port = arguments.length == 0 ? 0 : Integer.parseInt(arguments[0]);
    serve(port, SelfCallingServer::get);
  }

  /**
   * Serves until standard input ends.
   *
   * @param wanted the port, or 0 for a free one
   */
  public static void serve(int wanted, Client client) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(2);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), wanted), 0);
    server.setExecutor(threads);
    int port = server.getAddress().getPort();
    server.createContext("/", exchange -> answer(exchange, 404, "missing"));
    server.createContext("/inner", exchange -> answerGet(exchange, "inner"));
    URI inner = URI.create("http://127.0.0.1:" + port + "/inner");
    server.createContext("/outer", exchange -> answer(exchange, 200, client.get(inner)));
    server.createContext("/moved", SelfCallingServer::redirect);
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

  private static void answerGet(HttpExchange exchange, String text) throws IOException {
    boolean get = exchange.getRequestMethod().equals("GET");
    answer(exchange, get ? 200 : 405, get ? text : "not allowed");
  }

  private static void redirect(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("Location", "/inner");
    answer(exchange, 302, "moved");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("X-Asked-For", exchange.getRequestURI().getPath());
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String get(URI uri) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    StringBuilder content = new StringBuilder();
    try (InputStream in = connection.getInputStream()) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        content.append((char) b);
      }
    }
    return content.toString();
  }
}
