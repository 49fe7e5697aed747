package example.smoke;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URL;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/**
 * {@code /inner} answers, {@code /outer} answers what {@code /inner} does, {@code /moved}
 * redirects, the rest fails.
 */
public final class SelfCallingServlet extends HttpServlet {
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    switch (request.getServletPath()) {
      case "/inner":
        response.getWriter().print("inner");
        break;
      case "/outer":
        response
            .getWriter()
            .print(
                get(
                    "http://localhost:"
                        + request.getLocalPort()
                        + request.getContextPath()
                        + "/inner"));
        break;
      case "/moved":
        response.sendRedirect("inner");
        break;
      default:
        throw new IllegalStateException("nothing at " + request.getServletPath());
    }
  }

  private static String get(String url) throws IOException {
    HttpURLConnection connection = (HttpURLConnection) new URL(url).openConnection();
    StringBuilder content = new StringBuilder();
    try (InputStream in = connection.getInputStream()) {
      for (int b = in.read(); b >= 0; b = in.read()) {
        content.append((char) b);
      }
    }
    return content.toString();
  }
}
