package dev.weft.instrumentation.undertow;

import io.undertow.server.DefaultResponseListener;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** By tasks on a pool of the application, which complete the exchange themselves. */
class DispatchedTaskTest extends UndertowContract {
  private final ExecutorService pool = Executors.newFixedThreadPool(4);

  @Override
  HttpHandler calling(HttpHandler handler) {
    return exchange -> exchange.dispatch(pool, () -> complete(handler, exchange));
  }

  private static void complete(HttpHandler handler, HttpServerExchange exchange) {
    try {
      handler.handleRequest(exchange);
    } catch (Exception e) {
      exchange.putAttachment(DefaultResponseListener.EXCEPTION, e);
      if (!exchange.isResponseStarted()) {
        exchange.setStatusCode(500);
      }
    }
    exchange.endExchange();
  }

  @Override
  protected void stop() {
    super.stop();
    pool.shutdown();
  }
}
