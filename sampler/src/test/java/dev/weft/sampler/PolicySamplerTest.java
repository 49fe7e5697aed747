package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.sampler.recording.RecordingSpans;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolicySamplerTest {
  private final InstrumentationScope scope = new InstrumentationScope("test");
  private final List<Span> started = new ArrayList<>();

  @AfterEach
  void putNothingInForce() {
    Tracing.reset();
  }

  @Test
  void givesTheSpanTheIdAndTheStateOfTheDecision() {
    PolicySampler sampler = sampler("weft.sampling.rules", "25%");
    Tracing tracing = inForce(sampler);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      HeadDecision decision = tracing.decide(Context.root(), TestStart.SERVER, "GET /");
      Span span = start(tracing, Context.root(), decision);
      SpanContext identity = span.getSpanContext();

      assertThat(identity.getTraceId()).endsWith(String.format("%016x", decision.traceIdLow()));
      assertThat(identity.isSampled()).isEqualTo(decision.isSampled());
      assertThat(identity.getTraceFlags().isTraceIdRandom()).isTrue();
      long r = Long.parseLong(identity.getTraceId().substring(18), 16);
      assertThat(r >= 0xc0000000000000L).isEqualTo(decision.isSampled());
      assertThat(ThresholdMemberTest.text(identity.getTraceState()))
          .isEqualTo(decision.isSampled() ? "ot=th:c" : "");
      ids.add(identity.getTraceId());
    }
    assertThat(ids).hasSize(1_000);
    DecisionCount counted = sampler.policy().counts().get(0);
    assertThat(counted.kept()).isEqualTo(started.size()).isBetween(180L, 320L);
    assertThat(counted.kept() + counted.dropped()).isEqualTo(1_000);
  }

  @Test
  void passesTheDecisionOnToWhatIsBelow() {
    PolicySampler sampler = sampler("weft.sampling.rules", "keep /a, 0%");
    Tracing tracing = inForce(sampler);
    Span kept = start(tracing, Context.root(), decide(tracing, Context.root(), "GET /a"));
    Context below = Context.root().with(kept);
    Span child = start(tracing, below, decide(tracing, below, "GET /b"));
    Span dropped = start(tracing, Context.root(), decide(tracing, Context.root(), "GET /b"));
    Context belowDropped = Context.root().with(dropped);
    Span droppedChild = start(tracing, belowDropped, decide(tracing, belowDropped, "GET /a"));

    assertThat(child.getSpanContext().getTraceId()).isEqualTo(kept.getSpanContext().getTraceId());
    assertThat(child.getSpanContext().getTraceState())
        .isEqualTo(kept.getSpanContext().getTraceState());
    assertThat(child.getSpanContext().isSampled()).isTrue();
    assertThat(droppedChild.getSpanContext().isSampled()).isFalse();
    assertThat(droppedChild.getSpanContext().getTraceId())
        .isEqualTo(dropped.getSpanContext().getTraceId());
  }

  @Test
  void obeysAPolicyFromTheMomentItIsReplaced() {
    PolicySampler sampler = sampler("weft.sampling.rules", "keep");
    Tracing tracing = inForce(sampler);
    assertThat(decide(tracing, Context.root(), "GET /").isSampled()).isTrue();
    sampler.replace(
        sampler
            .policy()
            .followedBy(
                Policies.map("weft.sampling.rules", "drop"),
                DroppedSpans.SILENT,
                problem -> {
                  throw new AssertionError(problem);
                }));
    assertThat(decide(tracing, Context.root(), "GET /").isUnwanted()).isTrue();
  }

  private static HeadDecision decide(Tracing tracing, Context parent, String request) {
    return tracing.decide(parent, TestStart.SERVER, request);
  }

  private Span start(Tracing tracing, Context parent, HeadDecision decision) {
    return tracing.start(scope, SpanKind.SERVER, "GET", parent, decision);
  }

  private static PolicySampler sampler(String... options) {
    return new PolicySampler(Policies.policy(NanoClock.SYSTEM, options));
  }

  private Tracing inForce(PolicySampler sampler) {
    SpanEnvironment environment =
        new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.empty());
    Tracing.configure(
        new RecordingSpans(environment, new Started()),
        TextMapPropagator.noop(),
        TracingSettings.defaults(),
        sampler);
    Tracing tracing = Tracing.current();
    assertThat(tracing).isNotNull();
    return tracing;
  }

  private final class Started implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
      started.add(span);
    }

    @Override
    public boolean isStartRequired() {
      return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
      return false;
    }
  }
}
