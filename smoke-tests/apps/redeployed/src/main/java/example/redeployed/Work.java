package example.redeployed;

import ch.qos.logback.classic.LoggerContext;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpGet;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.util.EntityUtils;
import org.h2.jdbcx.JdbcConnectionPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * A bit of everything that a web application does: a database, HTTP clients, threads of its own and
 * the JVM's, logging. Leaves nothing behind when it is closed.
 */
final class Work implements Closeable {
  private static final Logger logger = LoggerFactory.getLogger(Work.class);

  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private final CloseableHttpClient client = HttpClients.createDefault();
  private final JdbcConnectionPool database =
      JdbcConnectionPool.create("jdbc:h2:mem:work", "sa", "");

  /** Asks the next service by each client, and the database. */
  String answer(String next) throws Exception {
    MDC.put("next", next);
    try {
      logger.info("working");
      int rows = threads.submit(this::ask).get();
      int old = threads.submit(() -> callOld(next)).get();
      int common = CompletableFuture.supplyAsync(() -> callUnchecked(next)).get();
      return rows + " " + call(next) + " " + old + " " + common;
    } finally {
      MDC.remove("next");
    }
  }

  private int ask() throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement("select count(*) from system_range(1, ?)")) {
      select.setInt(1, 7);
      try (ResultSet rows = select.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  private int call(String next) throws IOException {
    try (CloseableHttpResponse response = client.execute(new HttpGet(next))) {
      EntityUtils.consume(response.getEntity());
      return response.getStatusLine().getStatusCode();
    }
  }

  private int callUnchecked(String next) {
    try {
      return call(next);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int callOld(String next) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(next).openConnection();
    return connection.getResponseCode();
  }

  @Override
  public void close() {
    threads.shutdownNow();
    database.dispose();
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }
}
