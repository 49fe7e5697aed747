package example.smoke;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;

/**
 * A server for requests with a trace of their own, and one for the calls made within them, which
 * answers with the trace that it is called in.
 */
final class Loopback implements AutoCloseable {
  /** What the traces of all requests begin with. */
  static final String REQUEST = "feedfacefeedface";

  private final HttpServer outer = server();
  private final HttpServer inner = server();
  private volatile Callable<String> handler = () -> "";

  private Loopback() throws IOException {
    outer.createContext("/", exchange -> answer(exchange, handle()));
    inner.createContext("/", exchange -> answer(exchange, traceOf(exchange)));
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
    return server;
  }

  static Loopback start() throws IOException {
    return new Loopback();
  }

  private String handle() {
    try {
      return String.valueOf(handler.call());
    } catch (Exception e) {
      return e.toString();
    }
  }

  private static String traceOf(HttpExchange exchange) {
    String parent = exchange.getRequestHeaders().getFirst("traceparent");
    return parent == null ? "none" : parent.substring(3, 35);
  }

  private static void answer(HttpExchange exchange, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  /** The trace that calls are made in by the thread that asks. */
  String currentTrace() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            new URL("http", "localhost", inner.getAddress().getPort(), "/").openConnection();
    return new String(readAll(connection.getInputStream()), StandardCharsets.UTF_8);
  }

  /** Has the code run within a request of this trace, and answers what it answers. */
  String request(String trace, Callable<String> code) throws IOException {
    handler = code;
    // Not a client that would be traced itself.
    try (Socket socket = new Socket("localhost", outer.getAddress().getPort())) {
      String request =
          "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\ntraceparent: 00-"
              + trace
              + "-0123456789abcdef-01\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String response = new String(readAll(socket.getInputStream()), StandardCharsets.UTF_8);
      return response.substring(response.indexOf("\r\n\r\n") + 4);
    }
  }

  private static byte[] readAll(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] buffer = new byte[4096];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      all.write(buffer, 0, read);
    }
    return all.toByteArray();
  }

  @Override
  public void close() {
    outer.stop(0);
    inner.stop(0);
  }
}
