package dev.weft.instrumentation.jdkhttpserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.weft.testing.server.ContractApplication;
import dev.weft.testing.server.HttpServerContract;
import dev.weft.testing.server.ServedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class JdkHttpServerTest extends HttpServerContract {
  private final ExecutorService pool = Executors.newFixedThreadPool(2);
  private HttpServer server;

  @Override
  protected int start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/app", JdkHttpServerTest::handle);
    server.setExecutor(pool);
    server.start();
    return server.getAddress().getPort();
  }

  @Override
  protected void stop() {
    server.stop(0);
    pool.shutdown();
  }

  @Override
  protected String contextPath() {
    return "/app";
  }

  @Override
  protected String route(String path) {
    return "/app";
  }

  /** The server closes the connection. */
  @Override
  protected int statusOfException() {
    return 0;
  }

  private static void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      ContractApplication.serve(new Request(exchange));
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private record Request(HttpExchange exchange) implements ServedRequest {
    @Override
    public String path() {
      return exchange.getRequestURI().getPath().substring("/app".length());
    }

    @Override
    public void respond(int status, String body) throws IOException {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().add("X-Test-Response", "here");
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes);
    }

    @Override
    public InputStream body() {
      return exchange.getRequestBody();
    }

    @Override
    public OutputStream stream(int status) throws IOException {
      exchange.sendResponseHeaders(status, 0);
      return exchange.getResponseBody();
    }
  }
}
