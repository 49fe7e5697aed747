package example.fleet;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Books an order, {@code POST /sales/<kind>/<number>}: {@code slow} ones take more than a second,
 * and {@code failing} ones do not come so far.
 */
final class SaleServlet extends HttpServlet {
  private static final long serialVersionUID = 1;
  private static final Logger log = LoggerFactory.getLogger(SaleServlet.class);

  private final transient DataSource database;

  SaleServlet(DataSource database) {
    this.database = database;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response) {
    String order = request.getPathInfo();
    log.info(
        "order={} traceparent={} tracestate={}",
        order,
        request.getHeader("traceparent"),
        request.getHeader("tracestate"));
    if (order.startsWith("/failing/")) {
      throw new IllegalStateException("no price for " + order);
    }
    try {
      Ledger.book(database, order.startsWith("/slow/") ? 1.2 : 0);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
