package dev.weft.tracing.rpc;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the calls that an RPC library makes.
 *
 * @param <Q> the call
 */
public final class RpcClientTracing<Q> {
  private final RpcSystem system;
  private final RpcGetter<Q> getter;
  private final RpcSpans<Q> spans;

  /** Tracing for the instrumentation of the given name, {@code grpc-1.6}. */
  public RpcClientTracing(String module, RpcSystem system, RpcGetter<Q> getter) {
    this.system = system;
    this.getter = getter;
    this.spans = new RpcSpans<>(module, system, SpanKind.CLIENT, getter);
  }

  /**
   * Starts an operation and makes its context current on the calling thread. The headers that carry
   * the context on are written by {@link RpcClientOperation#inject}.
   *
   * @return null if no span is wanted: a library above this one already traces the call, the thread
   *     is the agent's, or tracing is not configured
   */
  public @Nullable RpcClientOperation<Q> start(Q call) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context parent = Context.current();
    RpcClientOperation<?> outer = RpcClientOperation.fromContext(parent);
    if (outer != null && !outer.isEnded()) {
      return null;
    }
    Span span = spans.start(tracing, parent, call);
    return new RpcClientOperation<>(tracing, span, parent, system, getter, call).begin(parent);
  }
}
