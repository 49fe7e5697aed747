package dev.weft.tracing.rpc;

import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;

/**
 * A call that is being served.
 *
 * @param <Q> the call
 */
public final class RpcServerOperation<Q> extends RpcOperation<Q> {
  private static final ContextKey<RpcServerOperation<?>> KEY = ContextKey.named("weft-rpc-server");

  RpcServerOperation(
      Tracing tracing, Span span, Context parent, RpcSystem system, RpcGetter<Q> getter, Q call) {
    super(tracing, span, parent, KEY, system, SpanKind.SERVER, getter, call);
  }

  RpcServerOperation<Q> begin(Context current) {
    attach(current);
    return this;
  }
}
