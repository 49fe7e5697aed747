package example.smoke;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * {@code /inner} answers, {@code /outer} answers what {@code /inner} does, {@code /moved}
 * redirects, {@code /broken} fails.
 */
@Path("/")
public class SelfCallingResource {
  private final int port;

  SelfCallingResource(@ConfigProperty(name = "quarkus.http.port") int port) {
    this.port = port;
  }

  @GET
  @Path("inner")
  public String inner() {
    return "inner";
  }

  @GET
  @Path("outer")
  public String outer() throws IOException {
    URI inner = URI.create("http://localhost:" + port + "/shop/inner");
    HttpURLConnection connection = (HttpURLConnection) inner.toURL().openConnection();
    try (InputStream in = connection.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @GET
  @Path("moved")
  public Response moved() {
    return Response.status(Response.Status.FOUND).location(URI.create("inner")).build();
  }

  @GET
  @Path("broken")
  public String broken() {
    throw new IllegalStateException("broken");
  }
}
