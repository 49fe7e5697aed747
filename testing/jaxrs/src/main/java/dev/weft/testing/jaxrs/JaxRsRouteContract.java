package dev.weft.testing.jaxrs;

import static io.opentelemetry.semconv.HttpAttributes.HTTP_ROUTE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What every implementation of JAX-RS owes to routes. A library's test tells which servlet serves
 * {@link JavaxShop} or {@link JakartaShop}; the contract runs it on Tomcat below {@code /app/api}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class JaxRsRouteContract {
  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  private final HttpClient client = HttpClient.newHttpClient();
  private final Tomcat tomcat = new Tomcat();

  /** The class name of the library's servlet. */
  protected abstract String servlet();

  /** What the servlet is to be told: at least which application it serves. */
  protected abstract Map<String, String> parameters();

  @BeforeAll
  void start(@TempDir Path folder) throws Exception {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.setSilent(true);
    Context context = tomcat.addContext("/app", folder.toAbsolutePath().toString());
    // By name, since the servlet API has two.
    Wrapper wrapper = Tomcat.addServlet(context, "jaxrs", servlet());
    parameters().forEach(wrapper::addInitParameter);
    wrapper.setAsyncSupported(true);
    context.addServletMappingDecoded("/api/*", "jaxrs");
    tomcat.start();
  }

  @AfterAll
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @ParameterizedTest
  @CsvSource({
    "/users, /users",
    "/users/7, '/users/{id: [0-9]+}'",
    "/users/7/orders, '/users/{id: [0-9]+}/orders'",
    "/users/7/orders/3, '/users/{id: [0-9]+}/orders/{order}'",
    "/users/later, /users/later",
  })
  void namesTheRouteAsTheApplicationWroteIt(String path, String route) throws Exception {
    assertThat(get(path).statusCode()).isEqualTo(200);
    assertRoute("/app/api" + route);
  }

  @Test
  void keepsTheRouteOfAMethodWhoseExceptionIsMapped() throws Exception {
    assertThat(get("/users/failing").statusCode()).isEqualTo(418);
    assertRoute("/app/api/users/failing");
  }

  @Test
  void namesNoRouteForWhatNothingMatches() throws Exception {
    assertThat(get("/nothing/7").statusCode()).isEqualTo(404);
    assertNoRoute();
  }

  @Test
  void namesNoRouteForWhatAFilterAnswersBeforeMatching() throws Exception {
    assertThat(get("/users?abort").statusCode()).isEqualTo(403);
    assertNoRoute();
  }

  private HttpResponse<String> get(String path) throws Exception {
    int port = tomcat.getConnector().getLocalPort();
    return get(URI.create("http://127.0.0.1:" + port + "/app/api" + path));
  }

  /** What any server answers. */
  protected final HttpResponse<String> get(URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  /** Asserts that the one request so far has this route. */
  protected static void assertRoute(String route) {
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(HTTP_ROUTE)).isEqualTo(route);
    assertThat(span.getName()).isEqualTo("GET " + route);
  }

  /** None but the servlet's own. */
  private static void assertNoRoute() {
    assertThat(weft.awaitSpan().getAttributes().get(HTTP_ROUTE)).isEqualTo("/app/api/*");
  }
}
