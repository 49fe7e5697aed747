package dev.weft.benchmarks;

import dev.weft.tracing.rpc.RpcServerGetter;
import java.util.Collections;
import org.jspecify.annotations.Nullable;

/** A call that is its method's name. */
final class Rpc implements RpcServerGetter<String> {
  @Override
  public String method(String call) {
    return call;
  }

  @Override
  public String authority(String call) {
    return "stock.example:9090";
  }

  @Override
  public String peerAddress(String call) {
    return "10.0.0.7";
  }

  @Override
  public int peerPort(String call) {
    return 9090;
  }

  @Override
  public Iterable<String> keys(String call) {
    return Collections.emptyList();
  }

  @Override
  public @Nullable String get(@Nullable String call, String name) {
    return null;
  }
}
