package example.old;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** Calls each library once and prints what it has answered. */
public final class OldLibraries {
  private OldLibraries() {}

  public static void main(String[] arguments) throws Exception {
    HttpServer server = HttpServer.create(loopback(), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] body = ("asked " + exchange.getRequestURI()).getBytes(StandardCharsets.US_ASCII);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    int port = server.getAddress().getPort();

    Map<String, Callable<String>> calls = new LinkedHashMap<>();
    calls.put("undertow", Servers::undertow);
    calls.put("netty", Servers::netty);
    calls.put("httpclient", () -> Clients.httpClient(port));
    calls.put("jedis", Clients::jedis);
    calls.put("kafka", Clients::kafka);
    calls.put("grpc", Clients::grpc);
    calls.put("quartz", Jobs::quartz);
    calls.put("spring", Jobs::spring);
    calls.put("reactor", Jobs::reactor);
    for (Map.Entry<String, Callable<String>> call : calls.entrySet()) {
      System.out.println(call.getKey() + ": " + call.getValue().call());
    }
    System.exit(0);
  }

  static InetSocketAddress loopback() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
  }
}
