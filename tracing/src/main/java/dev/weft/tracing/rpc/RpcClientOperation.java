package dev.weft.tracing.rpc;

import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.propagation.TextMapSetter;
import org.jspecify.annotations.Nullable;

/**
 * A call that is being made.
 *
 * @param <Q> the call
 */
public final class RpcClientOperation<Q> extends RpcOperation<Q> {
  private static final ContextKey<RpcClientOperation<?>> KEY = ContextKey.named("weft-rpc-client");

  RpcClientOperation(
      Tracing tracing, Span span, Context parent, RpcSystem system, RpcGetter<Q> getter, Q call) {
    super(tracing, span, parent, KEY, system, SpanKind.CLIENT, getter, call);
  }

  static @Nullable RpcClientOperation<?> fromContext(Context context) {
    return context.get(KEY);
  }

  RpcClientOperation<Q> begin(Context current) {
    attach(current);
    return this;
  }

  /** Writes the headers that carry this operation's context to the server. */
  public <C> void inject(C carrier, TextMapSetter<C> setter) {
    tracing().propagator().inject(context(), carrier, setter);
  }
}
