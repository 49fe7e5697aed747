package example.relay;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** As {@code example.smoke.SelfCallingServer}, by the newer of the JDK's clients. */
final class Server {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private Server() {}

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
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .build();
    try {
      return CLIENT.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
