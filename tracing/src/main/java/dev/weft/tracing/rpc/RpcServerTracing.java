package dev.weft.tracing.rpc;

import dev.weft.tracing.AgentThread;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/**
 * Starts operations for the calls that an RPC library serves.
 *
 * @param <Q> the call
 */
public final class RpcServerTracing<Q> {
  private final RpcSystem system;
  private final RpcServerGetter<Q> getter;
  private final RpcSpans<Q> spans;

  /** Tracing for the instrumentation of the given name, {@code grpc-1.6}. */
  public RpcServerTracing(String module, RpcSystem system, RpcServerGetter<Q> getter) {
    this.system = system;
    this.getter = getter;
    this.spans = new RpcSpans<>(module, system, SpanKind.SERVER, getter);
  }

  /**
   * Starts an operation and makes its context current on the calling thread.
   *
   * <p>The headers alone say what is above it: a call in the same process is served on the caller's
   * thread, and what is current there did not travel.
   *
   * @return null if no span is wanted: the thread is the agent's, or tracing is not configured
   */
  public @Nullable RpcServerOperation<Q> start(Q call) {
    Tracing tracing = Tracing.current();
    if (tracing == null || AgentThread.isCurrent()) {
      return null;
    }
    Context parent = tracing.propagator().extract(Context.root(), call, getter);
    Span span = spans.start(tracing, parent, call);
    return new RpcServerOperation<>(tracing, span, parent, system, getter, call)
        .begin(Context.current());
  }
}
