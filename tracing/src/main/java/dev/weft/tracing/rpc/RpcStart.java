package dev.weft.tracing.rpc;

import static io.opentelemetry.semconv.RpcAttributes.RPC_METHOD;
import static io.opentelemetry.semconv.RpcAttributes.RPC_SYSTEM_NAME;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_ADDRESS;
import static io.opentelemetry.semconv.ServerAttributes.SERVER_PORT;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.StartView;
import dev.weft.tracing.http.HostAndPort;
import io.opentelemetry.api.trace.SpanKind;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a call when it starts. The conventions want all of it at the span's creation.
 */
final class RpcStart<Q> implements StartView<Q> {
  private final RpcSystem system;
  private final SpanKind side;
  private final RpcGetter<Q> getter;

  RpcStart(RpcSystem system, SpanKind side, RpcGetter<Q> getter) {
    this.system = system;
    this.side = side;
    this.getter = getter;
  }

  @Override
  public SpanKind kind() {
    return side;
  }

  @Override
  public @Nullable String header(Q call, String name) {
    return getter instanceof RpcServerGetter ? ((RpcServerGetter<Q>) getter).get(call, name) : null;
  }

  @Override
  public @Nullable String attribute(Q call, String key) {
    switch (key) {
      case "rpc.system.name":
        return system.id();
      case "rpc.method":
        return getter.method(call);
      case "server.address":
        HostAndPort server = HostAndPort.parse(getter.authority(call));
        return server == null ? null : server.host;
      default:
        return null;
    }
  }

  void write(Q call, String method, AttributeWriter attributes) {
    attributes.put(RPC_SYSTEM_NAME, system.id());
    attributes.put(RPC_METHOD, method);
    HostAndPort server = HostAndPort.parse(getter.authority(call));
    if (server != null) {
      attributes.put(SERVER_ADDRESS, server.host);
      attributes.putPort(SERVER_PORT, server.port);
    }
  }
}
