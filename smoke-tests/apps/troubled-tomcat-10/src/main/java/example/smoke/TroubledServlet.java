package example.smoke;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Goes wrong in the ways that its paths name. */
public final class TroubledServlet extends HttpServlet {
  static final List<String> PATHS =
      List.of("/fine", "/slow", "/broken", "/late", "/async", "/outer");

  private static final long serialVersionUID = 1;

  private final transient ExecutorService threads = Executors.newFixedThreadPool(2);

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    int port = request.getLocalPort();
    switch (request.getServletPath()) {
      case "/fine":
        response.getWriter().print("fine");
        break;
      case "/slow":
        takeTime();
        response.getWriter().print("slow");
        break;
      case "/late":
        // Ends long after the request that has begun it.
        threads.execute(() -> status(port, "/slow"));
        throw new IllegalStateException("did not wait");
      case "/async":
        AsyncContext async = request.startAsync();
        threads.execute(() -> fail(async, port));
        break;
      case "/outer":
        response.getWriter().print(status(port, "/broken"));
        break;
      default:
        status(port, "/fine");
        throw new IllegalStateException("broken");
    }
  }

  private static void fail(AsyncContext async, int port) {
    status(port, "/fine");
    ((HttpServletResponse) async.getResponse()).setStatus(503);
    async.complete();
  }

  private static void takeTime() {
    try {
      Thread.sleep(2300);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int status(int port, String path) {
    try {
      URL url = new URL("http://localhost:" + port + path);
      return ((HttpURLConnection) url.openConnection()).getResponseCode();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
