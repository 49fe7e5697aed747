package example.chain;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Fails, or takes its time, when the query says so. */
final class StockServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String fate = request.getParameter("fate");
    if ("fail".equals(fate)) {
      throw new IllegalStateException("no such item");
    }
    if ("dawdle".equals(fate)) {
      dawdle();
    }
    response.getWriter().print("in stock");
  }

  private static void dawdle() {
    try {
      Thread.sleep(2300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
