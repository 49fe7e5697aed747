package dev.weft.instrumentation.jettyutil;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server whose requests work on its own thread pool, on one connection. */
class Jetty12Test {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final List<String> leaked = new CopyOnWriteArrayList<>();

  @Test
  void carriesNoRequestsContextIntoTheNext() throws Exception {
    Server server = new Server();
    ServerConnector connector = new ServerConnector(server);
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            answer(request, response, callback);
            return true;
          }
        });
    server.start();
    try {
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < 50; i++) {
        URI uri = URI.create("http://localhost:" + connector.getLocalPort() + "/" + i);
        assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body())
            .isEqualTo("/" + i + " in the pool, /" + i + " in a stage");
      }
      assertThat(leaked).isEmpty();
      weft.assertNoContextLeft();
    } finally {
      server.stop();
    }
  }

  private void answer(Request request, Response response, Callback callback) {
    String before = Requests.current();
    if (before != null) {
      leaked.add(before);
    }
    try (Scope unused = Requests.context(request.getHttpURI().getPath()).makeCurrent()) {
      Executor pool = request.getComponents().getThreadPool();
      CompletableFuture.supplyAsync(() -> Requests.current() + " in the pool", pool)
          .thenApplyAsync(seen -> seen + ", " + Requests.current() + " in a stage", pool)
          .whenComplete((answer, failed) -> Content.Sink.write(response, true, answer, callback));
    }
  }
}
