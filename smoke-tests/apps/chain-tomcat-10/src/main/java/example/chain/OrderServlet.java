package example.chain;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;

/** Asks the next service, and takes it easy if that fails: the customer hears "later". */
final class OrderServlet extends HttpServlet {
  private static final long serialVersionUID = 1;

  private final String next;

  OrderServlet(String next) {
    this.next = next;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    URL url = new URL(next + "?" + request.getQueryString());
    HttpURLConnection connection = (HttpURLConnection) url.openConnection();
    boolean there = connection.getResponseCode() == 200;
    try (InputStream body = there ? connection.getInputStream() : connection.getErrorStream()) {
      body.readAllBytes();
    }
    response.getWriter().print(there ? "now" : "later");
  }
}
