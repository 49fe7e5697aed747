package dev.weft.instrumentation.vertxweb;

import dev.weft.testing.server.ContractApplication;
import dev.weft.testing.server.HttpServerContract;
import dev.weft.testing.server.ServedRequest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

class VertxWebServerTest extends HttpServerContract {
  private final ExecutorService blocking = Executors.newCachedThreadPool();
  private final Vertx vertx = Vertx.vertx();

  @Override
  protected int start() {
    Router router = Router.router(vertx);
    for (String path :
        List.of("/success", "/context", "/not-found", "/error", "/exception", "/large")) {
      router.route(path).handler(VertxWebServerTest::serve);
    }
    router.route("/echo").handler(this::serveBody);
    return vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join()
        .actualPort();
  }

  @Override
  protected void stop() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    blocking.shutdown();
  }

  @Override
  protected @Nullable String route(String path) {
    return path;
  }

  private static void serve(RoutingContext context) {
    serve(context, InputStream.nullInputStream());
  }

  /** Reads on a thread that may block what comes on another one. */
  private void serveBody(RoutingContext context) {
    try {
      PipedInputStream in = new PipedInputStream();
      PipedOutputStream out = new PipedOutputStream(in);
      context.request().handler(part -> write(out, part));
      context.request().endHandler(end -> close(out));
      blocking.execute(() -> serve(context, in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(RoutingContext context, InputStream body) {
    try {
      ContractApplication.serve(new Request(context, body));
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void write(OutputStream out, Buffer part) {
    try {
      out.write(part.getBytes());
      out.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(OutputStream out) {
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Request(RoutingContext context, InputStream body) implements ServedRequest {
    @Override
    public String path() {
      return context.request().path();
    }

    @Override
    public void respond(int status, String text) {
      context.response().setStatusCode(status).putHeader("X-Test-Response", "here").end(text);
    }

    @Override
    public OutputStream stream(int status) {
      return new ResponseStream(context.response().setStatusCode(status).setChunked(true));
    }
  }

  private static final class ResponseStream extends OutputStream {
    private final HttpServerResponse response;

    ResponseStream(HttpServerResponse response) {
      this.response = response;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      response.write(Buffer.buffer().appendBytes(bytes, offset, length));
    }

    @Override
    public void close() {
      response.end();
    }
  }
}
