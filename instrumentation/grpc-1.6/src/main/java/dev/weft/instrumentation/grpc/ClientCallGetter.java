package dev.weft.instrumentation.grpc;

import dev.weft.tracing.rpc.RpcClientTracing;
import dev.weft.tracing.rpc.RpcGetter;
import dev.weft.tracing.rpc.RpcSystem;
import io.grpc.Attributes;
import org.jspecify.annotations.Nullable;

/** Reads calls that are being made. */
final class ClientCallGetter implements RpcGetter<TracedClientCall<?, ?>> {
  static final RpcClientTracing<TracedClientCall<?, ?>> TRACING =
      new RpcClientTracing<>(GrpcModule.NAME, RpcSystem.GRPC, new ClientCallGetter());

  @Override
  public String method(TracedClientCall<?, ?> call) {
    return call.method();
  }

  @Override
  public @Nullable String authority(TracedClientCall<?, ?> call) {
    return call.authority();
  }

  @Override
  public @Nullable String peerAddress(TracedClientCall<?, ?> call) {
    return Peer.address(attributes(call));
  }

  @Override
  public int peerPort(TracedClientCall<?, ?> call) {
    return Peer.port(attributes(call));
  }

  private static Attributes attributes(TracedClientCall<?, ?> call) {
    try {
      return call.getAttributes();
    } catch (IllegalStateException unconnected) {
      // By its contract a call may say so where there is no connection yet.
      return Attributes.EMPTY;
    }
  }
}
