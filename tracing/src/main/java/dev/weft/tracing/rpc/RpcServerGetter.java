package dev.weft.tracing.rpc;

import io.opentelemetry.context.propagation.TextMapGetter;

/**
 * Reads a call that a server has received, and its headers.
 *
 * @param <Q> the call
 */
public interface RpcServerGetter<Q> extends RpcGetter<Q>, TextMapGetter<Q> {}
