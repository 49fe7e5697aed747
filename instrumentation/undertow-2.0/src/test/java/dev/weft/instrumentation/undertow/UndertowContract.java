package dev.weft.instrumentation.undertow;

import dev.weft.testing.server.ContractApplication;
import dev.weft.testing.server.HttpServerContract;
import dev.weft.testing.server.ServedRequest;
import io.undertow.Undertow;
import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RoutingHandler;
import io.undertow.server.handlers.PathHandler;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The contract's application on an Undertow server. */
abstract class UndertowContract extends HttpServerContract {
  private Undertow server;

  /** How the contract's handler, which blocks, is called. */
  abstract HttpHandler calling(HttpHandler handler);

  @Override
  protected int start() {
    HttpHandler handler = calling(UndertowContract::serve);
    RoutingHandler routes =
        new RoutingHandler()
            .get("/users/{id}", exchange -> exchange.getResponseSender().send("user"))
            .get("/upgrade", exchange -> exchange.upgradeChannel((stream, upgraded) -> {}))
            .setFallbackHandler(handler);
    server =
        Undertow.builder()
            .addHttpListener(0, "127.0.0.1", new PathHandler(handler).addPrefixPath("/app", routes))
            .setWorkerThreads(4)
            .setIoThreads(2)
            .build();
    server.start();
    return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
  }

  @Override
  protected void stop() {
    server.stop();
  }

  @Override
  protected String contextPath() {
    return "/app";
  }

  @Override
  protected @Nullable String route(String path) {
    return path.startsWith("/users/") ? "/app/users/{id}" : null;
  }

  static void serve(HttpServerExchange exchange) throws Exception {
    if (!exchange.isBlocking()) {
      exchange.startBlocking();
    }
    ContractApplication.serve(new Request(exchange));
  }

  private record Request(HttpServerExchange exchange) implements ServedRequest {
    @Override
    public String path() {
      return exchange.getRelativePath();
    }

    @Override
    public void respond(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.setStatusCode(status);
      exchange.getResponseHeaders().put(new HttpString("X-Test-Response"), "here");
      exchange.setResponseContentLength(bytes.length);
      exchange.getOutputStream().write(bytes);
    }

    @Override
    public InputStream body() {
      return exchange.getInputStream();
    }

    @Override
    public OutputStream stream(int status) {
      exchange.setStatusCode(status);
      return exchange.getOutputStream();
    }
  }
}
