package dev.weft.instrumentation.grpc;

import io.grpc.ManagedChannelBuilder;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.util.UUID;

/** Both sides on one thread: the service runs inside the client's call. */
class InProcessDirectTest extends GrpcContract {
  private String name = "";

  @Override
  ServerBuilder<?> newServer() {
    name = UUID.randomUUID().toString();
    return InProcessServerBuilder.forName(name).directExecutor();
  }

  @Override
  ManagedChannelBuilder<?> newChannel(Server started) {
    return InProcessChannelBuilder.forName(name).directExecutor();
  }

  @Override
  ManagedChannelBuilder<?> newChannelToNobody() {
    return InProcessChannelBuilder.forName("nobody");
  }
}
