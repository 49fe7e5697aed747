package dev.weft.tracing.rpc;

import org.jspecify.annotations.Nullable;

/**
 * Reads a call of an RPC library, on either side.
 *
 * <p>Methods are called while the operation starts or ends, and only if their answer is needed.
 * What they throw ends the span as it is and goes on to the caller, who counts it.
 *
 * @param <Q> the call
 */
public interface RpcGetter<Q> {

  /** The method with its service, {@code shop.Orders/Place}. */
  String method(Q call);

  /** The server as the client names it, {@code orders.example:8443}; the port may be missing. */
  @Nullable String authority(Q call);

  /** The address of the connection's other end, a number and not a name; asked at the end. */
  @Nullable String peerAddress(Q call);

  /** The port of the connection's other end, or -1. */
  int peerPort(Q call);
}
