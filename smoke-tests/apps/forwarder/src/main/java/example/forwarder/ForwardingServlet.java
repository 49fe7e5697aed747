package example.forwarder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;

/**
 * Reads {@code [{"url": "…", "arguments": […]}, …]} and posts each of the arguments to its URL, in
 * order. The last part of its own path names the client that it uses.
 */
public final class ForwardingServlet extends HttpServlet {
  private final transient ObjectMapper json = new ObjectMapper();
  private final transient Clients clients = new Clients();

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Client client = clients.named(request.getPathInfo().substring(1));
    for (JsonNode call : json.readTree(request.getInputStream())) {
      int status = post(client, call);
      if (status >= 400) {
        response.sendError(502, call.get("url") + " answered " + status);
        return;
      }
    }
    response.setContentType("application/json");
    response.getWriter().print("null");
  }

  private static int post(Client client, JsonNode call) throws IOException {
    try {
      return client.post(URI.create(call.get("url").asText()), call.get("arguments").toString());
    } catch (IOException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }
}
