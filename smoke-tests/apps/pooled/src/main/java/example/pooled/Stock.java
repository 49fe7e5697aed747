package example.pooled;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.sql.DataSource;

/**
 * Asks the database of its argument, a JDBC URL: {@code /stock} at once, {@code /long} for minutes.
 * What the database refuses is the answer, with status 503. Prints its port; ends with its input.
 */
public final class Stock {
  private Stock() {}

  public static void main(String[] arguments) throws IOException {
    // So that a pooled connection is looked at before each use, and not only after half a second.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    HikariDataSource database = new HikariDataSource();
    database.setJdbcUrl(arguments[0]);
    database.setUsername("smoke");
    database.setPassword("smoke");
    database.setMaximumPoolSize(2);
    database.setConnectionTimeout(1000);
    database.setInitializationFailTimeout(60_000);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/stock", e -> answer(e, database, "select 7 where 0 = ?"));
    server.createContext("/long", e -> answer(e, database, "select pg_sleep(600) where 0 = ?"));
    server.start();
    System.out.println("listening on " + server.getAddress().getPort());
    while (System.in.read() >= 0) {
      // Nobody writes; the end of the stream is the signal.
    }
    server.stop(0);
    threads.shutdown();
    database.close();
    System.out.println("done");
  }

  private static void answer(HttpExchange exchange, DataSource database, String query)
      throws IOException {
    int status = 200;
    String text;
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query)) {
      statement.setInt(1, 0);
      System.out.println("asks for " + exchange.getRequestURI());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        text = rows.getString(1);
      }
    } catch (SQLException e) {
      status = 503;
      text = e.getClass().getName() + ": " + e.getMessage();
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
