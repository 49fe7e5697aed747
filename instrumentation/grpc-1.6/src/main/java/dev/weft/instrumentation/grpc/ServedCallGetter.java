package dev.weft.instrumentation.grpc;

import dev.weft.tracing.rpc.RpcServerGetter;
import dev.weft.tracing.rpc.RpcServerTracing;
import dev.weft.tracing.rpc.RpcSystem;
import io.grpc.Metadata;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** Reads calls that are being served. */
final class ServedCallGetter implements RpcServerGetter<ServedCall> {
  static final RpcServerTracing<ServedCall> TRACING =
      new RpcServerTracing<>(GrpcModule.NAME, RpcSystem.GRPC, new ServedCallGetter());

  @Override
  public String method(ServedCall served) {
    return served.call.getMethodDescriptor().getFullMethodName();
  }

  @Override
  public @Nullable String authority(ServedCall served) {
    return served.call.getAuthority();
  }

  @Override
  public @Nullable String peerAddress(ServedCall served) {
    return Peer.address(served.call.getAttributes());
  }

  @Override
  public int peerPort(ServedCall served) {
    return Peer.port(served.call.getAttributes());
  }

  @Override
  public Iterable<String> keys(ServedCall served) {
    return served.headers.keys();
  }

  @Override
  public @Nullable String get(@Nullable ServedCall served, String name) {
    Iterator<String> values = getAll(served, name);
    return values.hasNext() ? values.next() : null;
  }

  @Override
  public Iterator<String> getAll(@Nullable ServedCall served, String name) {
    Metadata.Key<String> key = HeaderKeys.of(name);
    Iterable<String> values = served == null || key == null ? null : served.headers.getAll(key);
    return values == null ? Collections.<String>emptyIterator() : values.iterator();
  }
}
