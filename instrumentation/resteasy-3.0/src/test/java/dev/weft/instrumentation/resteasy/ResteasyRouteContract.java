package dev.weft.instrumentation.resteasy;

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
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.jboss.resteasy.plugins.server.servlet.HttpServletDispatcher;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is true with either name of the API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ResteasyRouteContract {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  @TempDir static Path folder;
  private final HttpClient client = HttpClient.newHttpClient();
  private final Tomcat tomcat = new Tomcat();

  /** The class of the application. */
  abstract Class<?> application();

  /** The name of the parameter that says so. */
  abstract String parameter();

  @BeforeAll
  void start() throws Exception {
    tomcat.setBaseDir(folder.toString());
    tomcat.setPort(0);
    tomcat.getConnector().setProperty("address", "127.0.0.1");
    tomcat.setSilent(true);
    Context context = tomcat.addContext("/app", folder.toAbsolutePath().toString());
    Wrapper servlet = Tomcat.addServlet(context, "resteasy", new HttpServletDispatcher());
    servlet.addInitParameter(parameter(), application().getName());
    servlet.addInitParameter("resteasy.servlet.mapping.prefix", "/api");
    servlet.setAsyncSupported(true);
    context.addServletMappingDecoded("/api/*", "resteasy");
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

  private HttpResponse<String> get(URI uri) throws Exception {
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }

  private static void assertRoute(String route) {
    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(HTTP_ROUTE)).isEqualTo(route);
    assertThat(span.getName()).isEqualTo("GET " + route);
  }

  /** None but the servlet's own. */
  private static void assertNoRoute() {
    assertThat(weft.awaitSpan().getAttributes().get(HTTP_ROUTE)).isEqualTo("/app/api/*");
  }
}
