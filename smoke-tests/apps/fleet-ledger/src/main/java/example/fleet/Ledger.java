package example.fleet;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * Books orders that come over HTTP, and counts those that come by Kafka. Arguments: Kafka's address
 * and topic, and the database's JDBC URL.
 */
public final class Ledger {
  private Ledger() {}

  public static void main(String[] arguments) throws Exception {
    HikariDataSource database = new HikariDataSource();
    database.setJdbcUrl(arguments[2]);
    database.setUsername("smoke");
    database.setPassword("smoke");
    Thread taking = new Thread(new OrderTaker(arguments[0], arguments[1], database), "taking");
    taking.setDaemon(true);
    taking.start();
    Server jetty = new Server();
    ServerConnector connector = new ServerConnector(jetty);
    connector.setHost("127.0.0.1");
    jetty.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler("/");
    context.addServlet(new ServletHolder(new SaleServlet(database)), "/sales/*");
    jetty.setHandler(context);
    jetty.start();
    System.out.println("ready on " + connector.getLocalPort());
    jetty.join();
  }

  /** Keeps the database at work for that long. */
  static void book(DataSource database, double seconds) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement sleep = connection.prepareStatement("select pg_sleep(?)")) {
      sleep.setDouble(1, seconds);
      sleep.executeQuery();
    }
  }
}
