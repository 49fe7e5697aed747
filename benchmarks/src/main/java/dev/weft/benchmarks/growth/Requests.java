package dev.weft.benchmarks.growth;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** Asks a server of this JVM over one connection, one request after the other. */
final class Requests {
  /** So many that the JIT has seen them, and the clock's steps do not matter. */
  private static final int STATEMENTS = 200_000;

  private static final int REQUESTS = 40_000;

  private Requests() {}

  /** The cost of a statement, its share of the request included. */
  static Cost withStatements(int size) throws Exception {
    int requests = Math.min(REQUESTS, STATEMENTS / size);
    return measure(requests, requests * size, 1, size);
  }

  /** The cost of a request. */
  static Cost withHeaders(int size) throws Exception {
    return measure(REQUESTS, REQUESTS, size, 0);
  }

  private static Cost measure(int requests, int units, int headers, int statements)
      throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
    ExecutorService one = Executors.newSingleThreadExecutor();
    server.setExecutor(one);
    byte[] request = request(headers);
    try (Connection database =
        statements == 0 ? null : DriverManager.getConnection("jdbc:h2:mem:")) {
      server.createContext("/", exchange -> answer(exchange, database, statements));
      server.start();
      try (Socket socket =
          new Socket(InetAddress.getLoopbackAddress(), server.getAddress().getPort())) {
        socket.setTcpNoDelay(true);
        ask(socket, request, requests);
        Meter meter = Meter.ofAllThreads();
        ask(socket, request, requests);
        return meter.read().per(units, 0);
      }
    } finally {
      server.stop(0);
      one.shutdown();
    }
  }

  private static byte[] request(int headers) {
    StringBuilder request = new StringBuilder("GET / HTTP/1.1\r\nHost: localhost\r\n");
    for (int i = 1; i < headers; i++) {
      request.append("X-Header-").append(i).append(": value ").append(i).append("\r\n");
    }
    return request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void answer(HttpExchange exchange, @Nullable Connection database, int statements)
      throws IOException {
    try {
      for (int i = 0; database != null && i < statements; i++) {
        try (Statement statement = database.createStatement();
            ResultSet answer = statement.executeQuery("SELECT 1")) {
          answer.next();
        }
      }
    } catch (SQLException e) {
      throw new IOException(e);
    }
    exchange.sendResponseHeaders(204, -1);
    exchange.close();
  }

  private static void ask(Socket socket, byte[] request, int times) throws IOException {
    InputStream in = new BufferedInputStream(socket.getInputStream());
    for (int i = 0; i < times; i++) {
      socket.getOutputStream().write(request);
      readHeaders(in);
    }
  }

  /** The answer has no body. */
  private static void readHeaders(InputStream in) throws IOException {
    for (int lineEnds = 0; lineEnds < 4; ) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException("the server closed its connection");
      }
      lineEnds = next == '\r' || next == '\n' ? lineEnds + 1 : 0;
    }
  }
}
