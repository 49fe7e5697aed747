package dev.weft.tracing.rpc;

import dev.weft.tracing.AttributeWriter;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;

/** Starts the spans of one side of an instrumentation, as the sampler wants them. */
final class RpcSpans<Q> {
  private final InstrumentationScope scope;
  private final SpanKind side;
  private final RpcGetter<Q> getter;
  private final RpcStart<Q> start;

  RpcSpans(String module, RpcSystem system, SpanKind side, RpcGetter<Q> getter) {
    this.scope = new InstrumentationScope(module);
    this.side = side;
    this.getter = getter;
    this.start = new RpcStart<>(system, side, getter);
  }

  /** The span's name is the method (conventions, "Name"). */
  Span start(Tracing tracing, Context parent, Q call) {
    HeadDecision decision = tracing.decide(parent, start, call);
    String method = getter.method(call);
    Span span = tracing.start(scope, side, method, parent, decision);
    if (span.isRecording()) {
      describe(span, call, method, tracing.settings());
    }
    return span;
  }

  private void describe(Span span, Q call, String method, TracingSettings settings) {
    try {
      start.write(call, method, AttributeWriter.to(span, settings));
    } catch (Throwable failure) {
      // Nobody else knows the span yet. The failure is the instrumentation's, and counted there.
      span.end();
      throw failure;
    }
  }
}
