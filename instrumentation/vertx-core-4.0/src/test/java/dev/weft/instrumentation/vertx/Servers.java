package dev.weft.instrumentation.vertx;

import io.opentelemetry.api.trace.Span;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** What the tests have in common. */
final class Servers {

  private Servers() {}

  /** Starts a server on loopback. */
  static HttpServer start(Vertx vertx, Handler<HttpServerRequest> handler) {
    return join(vertx.createHttpServer().requestHandler(handler).listen(0, "127.0.0.1"));
  }

  static <T> T join(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  /** The id of the span that is current. */
  static String spanId() {
    return Span.current().getSpanContext().getSpanId();
  }
}
