package dev.weft.instrumentation.jbossthreads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import io.opentelemetry.context.Scope;
import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server whose requests work on its own worker pool, on one connection. */
class UndertowTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final List<String> leaked = new CopyOnWriteArrayList<>();

  @Test
  void carriesNoRequestsContextIntoTheNext() throws Exception {
    Undertow server =
        Undertow.builder()
            .addHttpListener(0, "localhost")
            .setIoThreads(1)
            .setWorkerThreads(2)
            .setHandler(this::handle)
            .build();
    server.start();
    try {
      InetSocketAddress address = (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
      HttpClient client = HttpClient.newHttpClient();
      for (int i = 0; i < 50; i++) {
        URI uri = URI.create("http://localhost:" + address.getPort() + "/" + i);
        assertThat(client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body())
            .isEqualTo("/" + i + " on the worker, /" + i + " in a stage");
      }
      assertThat(leaked).isEmpty();
      weft.assertNoContextLeft();
    } finally {
      server.stop();
    }
  }

  private void handle(HttpServerExchange exchange) {
    String before = Requests.current();
    if (before != null) {
      leaked.add(before);
    }
    if (exchange.isInIoThread()) {
      exchange.dispatch(this::handle);
      return;
    }
    try (Scope unused = Requests.context(exchange.getRequestPath()).makeCurrent()) {
      Executor worker = exchange.getConnection().getWorker();
      CompletableFuture<String> task =
          CompletableFuture.supplyAsync(() -> Requests.current() + " on the worker", worker);
      CompletableFuture<String> stage =
          task.thenApplyAsync(seen -> seen + ", " + Requests.current() + " in a stage", worker);
      exchange.dispatch(
          worker,
          () -> stage.whenComplete((answer, failed) -> exchange.getResponseSender().send(answer)));
    }
  }
}
