package dev.weft.instrumentation.jettyserver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.server.ContractApplication;
import dev.weft.testing.server.HttpServerContract;
import dev.weft.testing.server.ServedRequest;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A handler that answers on the server's thread, or, below {@code /later}, on one of its own. */
class JettyHandlerTest extends HttpServerContract {
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private final Server server = new Server();

  @Override
  protected int start() throws Exception {
    HttpConfiguration configuration = new HttpConfiguration();
    ServerConnector connector =
        new ServerConnector(
            server,
            new HttpConnectionFactory(configuration),
            new HTTP2CServerConnectionFactory(configuration));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            return serve(request, response, callback);
          }
        });
    server.start();
    return connector.getLocalPort();
  }

  @Override
  protected void stop() throws Exception {
    server.stop();
    pool.shutdown();
  }

  @Override
  protected @Nullable String route(String path) {
    return null;
  }

  private boolean serve(Request request, Response response, Callback callback) throws Exception {
    String path = Request.getPathInContext(request);
    if (path.equals("/unknown")) {
      return false;
    }
    if (path.startsWith("/later/")) {
      String rest = path.substring("/later".length());
      pool.execute(() -> complete(new Exchange(rest, request, response), callback));
      return true;
    }
    ContractApplication.serve(new Exchange(path, request, response));
    callback.succeeded();
    return true;
  }

  private static void complete(Exchange exchange, Callback callback) {
    try {
      ContractApplication.serve(exchange);
    } catch (Exception e) {
      callback.failed(e);
      return;
    }
    callback.succeeded();
  }

  @Test
  void runsInTheRequestsContextAndEndsOnAnotherThread() {
    String seen = get("/later/context").body();

    SpanData span = weft.awaitSpan();
    assertThat(seen).startsWith(span.getTraceId() + ' ' + span.getSpanId());
    assertThat(number(span, "http.response.status_code")).isEqualTo(200);
  }

  @Test
  void recordsWhatFailsTheCallbackOnAnotherThread() {
    assertThat(get("/later/exception").statusCode()).isEqualTo(500);

    SpanData span = weft.awaitSpan();
    assertThat(text(span, "error.type")).isEqualTo("500");
    assertThat(span.getEvents()).hasSize(1);
  }

  @Test
  void tellsThatNoHandlerWanted() {
    assertThat(get("/unknown").statusCode()).isEqualTo(404);

    assertThat(number(weft.awaitSpan(), "http.response.status_code")).isEqualTo(404);
  }

  @Test
  void makesASpanOfEachStreamOfHttp2() throws Exception {
    URI uri = get("/success").uri().resolve("/context");
    weft.awaitSpan();
    weft.clear();
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();

    for (int i = 0; i < 2; i++) {
      HttpResponse<String> response =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
    }

    // The first is the one by which the client asked for the upgrade.
    assertThat(weft.awaitSpansAsBegun(2))
        .extracting(span -> text(span, "network.protocol.version"))
        .endsWith("2");
  }

  private record Exchange(String path, Request request, Response response)
      implements ServedRequest {
    @Override
    public InputStream body() {
      return Content.Source.asInputStream(request);
    }

    @Override
    public void respond(int status, String body) throws IOException {
      response.getHeaders().add(new HttpField("X-Test-Response", "here"));
      try (OutputStream answer = stream(status)) {
        answer.write(body.getBytes(StandardCharsets.UTF_8));
      }
    }

    @Override
    public OutputStream stream(int status) {
      response.setStatus(status);
      return Content.Sink.asOutputStream(response);
    }
  }
}
