package dev.weft.sampler;

import dev.weft.tracing.DecisionHandOver;
import dev.weft.tracing.HeadDecision;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.List;

/**
 * Tells the SDK what was decided about an operation, and decides about spans that are started on
 * its tracers directly.
 */
final class SdkSampler implements Sampler {
  private static final int LOW_DIGITS = 16;

  private final PolicySampler sampler;

  SdkSampler(PolicySampler sampler) {
    this.sampler = sampler;
  }

  @Override
  public SamplingResult shouldSample(
      Context parentContext,
      String traceId,
      String name,
      SpanKind kind,
      Attributes attributes,
      List<LinkData> parentLinks) {
    HeadDecision decision = DecisionHandOver.take();
    if (decision == null) {
      int length = TraceId.getLength();
      long low = Hexadecimal.parse(traceId, length - LOW_DIGITS, length);
      decision = sampler.policy().decide(parentContext, new SdkStart(kind), attributes, low);
    }
    SpanContext parent = Span.fromContext(parentContext).getSpanContext();
    TraceState state = decision.traceState(parent);
    boolean unchanged = state.equals(parent.getTraceState());
    if (decision.isSampled()) {
      return unchanged
          ? SamplingResult.recordAndSample()
          : new Result(SamplingDecision.RECORD_AND_SAMPLE, state);
    }
    return unchanged ? SamplingResult.drop() : new Result(SamplingDecision.DROP, state);
  }

  @Override
  public String getDescription() {
    return "WeftPolicy";
  }

  private static final class Result implements SamplingResult {
    private final SamplingDecision decision;
    private final TraceState state;

    Result(SamplingDecision decision, TraceState state) {
      this.decision = decision;
      this.state = state;
    }

    @Override
    public SamplingDecision getDecision() {
      return decision;
    }

    @Override
    public Attributes getAttributes() {
      return Attributes.empty();
    }

    @Override
    public TraceState getUpdatedTraceState(TraceState parentTraceState) {
      return state;
    }
  }
}
