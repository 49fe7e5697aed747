package dev.weft.instrumentation.jettyserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.trace.data.SpanData;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The server's span, with what servlets know. */
class ServletOnJettyTest {
  @RegisterExtension private static final WeftExtension weft = WeftExtension.install();

  private static final Server SERVER = new Server();
  private static int port;

  @BeforeAll
  static void start() throws Exception {
    ServerConnector connector = new ServerConnector(SERVER);
    connector.setHost("127.0.0.1");
    SERVER.addConnector(connector);
    ServletContextHandler context = new ServletContextHandler();
    context.setContextPath("/app");
    ServletHolder users = new ServletHolder("users", new Users());
    users.setAsyncSupported(true);
    context.addServlet(users, "/users/*");
    SERVER.setHandler(context);
    SERVER.start();
    port = connector.getLocalPort();
  }

  @AfterAll
  static void stop() throws Exception {
    SERVER.stop();
  }

  @Test
  void hasTheServletsRoute() throws Exception {
    String seen = get("/app/users/7").body();

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET /app/users/*");
    assertThat(span.getInstrumentationScopeInfo().getName())
        .isEqualTo("dev.weft.jetty-server-12.0");
    assertThat(seen).isEqualTo(span.getSpanId());
  }

  @Test
  void runsAsynchronousDispatchesInTheSameOperation() throws Exception {
    String seen = get("/app/users/async").body();

    SpanData span = weft.awaitSpan();
    assertThat(span.getName()).isEqualTo("GET /app/users/*");
    assertThat(seen).isEqualTo(span.getSpanId());
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

  private static final class Users extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      String path = request.getPathInfo();
      if (path.equals("/broken")) {
        throw new IllegalStateException("broken");
      }
      if (path.equals("/async") && request.getDispatcherType() != DispatcherType.ASYNC) {
        AsyncContext async = request.startAsync();
        // A thread that knows nothing of the request.
        new Thread(async::dispatch).start();
        return;
      }
      response.getWriter().print(Span.current().getSpanContext().getSpanId());
    }
  }
}
