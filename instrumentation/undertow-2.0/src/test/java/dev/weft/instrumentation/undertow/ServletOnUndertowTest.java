package dev.weft.instrumentation.undertow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.undertow.Undertow;
import io.undertow.server.handlers.PathHandler;
import io.undertow.servlet.Servlets;
import io.undertow.servlet.api.DeploymentInfo;
import io.undertow.servlet.api.DeploymentManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import javax.servlet.AsyncContext;
import javax.servlet.http.HttpServlet;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server's span, with what servlets know. */
class ServletOnUndertowTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private static Undertow server;
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    DeploymentInfo application =
        Servlets.deployment()
            .setClassLoader(ServletOnUndertowTest.class.getClassLoader())
            .setDeploymentName("app")
            .setContextPath("/app")
            .addServlet(
                Servlets.servlet("users", Users.class)
                    .addMapping("/users/*")
                    .setAsyncSupported(true));
    DeploymentManager manager = Servlets.defaultContainer().addDeployment(application);
    manager.deploy();
    PathHandler paths = new PathHandler().addPrefixPath("/app", manager.start());
    server = Undertow.builder().addHttpListener(0, "127.0.0.1", paths).build();
    server.start();
    port = ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @AfterAll
  static void stop() {
    server.stop();
  }

  @Test
  void hasTheServletsRoute() throws Exception {
    assertThat(get("/app/users/7").body()).isEqualTo("user");

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET /app/users/*");
    assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.weft.undertow-2.0");
  }

  @Test
  void endsWithTheAsynchronousResponse() throws Exception {
    assertThat(get("/app/users/async").body()).isEqualTo("later");

    assertThat(weft.awaitSpan().getName()).isEqualTo("GET /app/users/*");
  }

  @Test
  void recordsWhatTheServletThrows() throws Exception {
    assertThat(get("/app/users/broken").statusCode()).isEqualTo(500);

    SpanData span = weft.awaitSpan();
    assertThat(span.getAttributes().get(AttributeKey.stringKey("error.type"))).isEqualTo("500");
    assertThat(span.getEvents()).hasSize(1);
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
  }

  /** Serves {@code /users/*}. */
  public static final class Users extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      switch (request.getPathInfo()) {
        case "/broken" -> throw new IllegalStateException("broken");
        case "/async" -> {
          AsyncContext async = request.startAsync();
          async.start(() -> answerLater(async));
        }
        default -> response.getWriter().print("user");
      }
    }

    private static void answerLater(AsyncContext async) {
      try {
        async.getResponse().getWriter().print("later");
      } catch (IOException e) {
        throw new IllegalStateException(e);
      } finally {
        async.complete();
      }
    }
  }
}
