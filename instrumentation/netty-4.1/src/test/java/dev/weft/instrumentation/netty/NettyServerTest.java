package dev.weft.instrumentation.netty;

import dev.weft.testing.server.HttpServerContract;
import io.netty.handler.codec.http.HttpServerCodec;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

class NettyServerTest extends HttpServerContract {
  private final ExecutorService blocking = Executors.newCachedThreadPool();
  private NettyServer server;

  @Override
  protected int start() throws Exception {
    server =
        new NettyServer(
            channel ->
                channel.pipeline().addLast(new HttpServerCodec(), new ContractHandler(blocking)));
    return server.port();
  }

  @Override
  protected void stop() throws Exception {
    server.close();
    blocking.shutdown();
  }

  @Override
  protected @Nullable String route(String path) {
    return null;
  }
}
