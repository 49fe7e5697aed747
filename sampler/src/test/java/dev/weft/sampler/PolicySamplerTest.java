package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.DecisionHandOver;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SdkTracerProviderBuilder;
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
  void decidesAboutSpansThatAreStartedOnTheSdkDirectly() {
    PolicySampler sampler = sampler("weft.sampling.rules", "drop server GET /health, 50%");
    SdkTracerProvider tracers = tracers(sampler);
    Span health =
        tracers
            .get("other")
            .spanBuilder("GET")
            .setSpanKind(SpanKind.SERVER)
            .setAttribute(AttributeKey.stringKey("http.request.method"), "GET")
            .setAttribute(AttributeKey.stringKey("url.path"), "/health")
            .startSpan();
    assertThat(health.getSpanContext().isSampled()).isFalse();
    for (int i = 0; i < 100; i++) {
      SpanContext other = tracers.get("other").spanBuilder("x").startSpan().getSpanContext();
      long r = Long.parseLong(other.getTraceId().substring(18), 16);
      assertThat(other.isSampled()).isEqualTo(r >= 0x80000000000000L);
      assertThat(ThresholdMemberTest.text(other.getTraceState()))
          .isEqualTo(other.isSampled() ? "ot=th:8" : "");
    }
    List<DecisionCount> counts = sampler.policy().counts();
    assertThat(counts.get(0)).hasToString("drop server GET /health: kept 0, dropped 1 (limited 0)");
    assertThat(counts.get(1).kept() + counts.get(1).dropped()).isEqualTo(100);
  }

  @Test
  void keepsADecisionFromSpansThatAProcessorStarts() {
    PolicySampler sampler = sampler("weft.sampling.rules", "keep /a, 0%");
    List<Span> inner = new ArrayList<>();
    SdkTracerProvider[] tracers = new SdkTracerProvider[1];
    tracers[0] =
        builder(sampler)
            .addSpanProcessor(
                new Started() {
                  @Override
                  public void onStart(Context parent, ReadWriteSpan span) {
                    inner.add(
                        tracers[0].get("inner").spanBuilder("inner").setNoParent().startSpan());
                  }
                })
            .build();
    Tracing tracing = inForce(tracers[0], sampler);
    Span span = start(tracing, Context.root(), decide(tracing, Context.root(), "GET /a"));

    assertThat(span.getSpanContext().isSampled()).isTrue();
    assertThat(inner).hasSize(1);
    assertThat(inner.get(0).getSpanContext().isSampled()).isFalse();
    assertThat(inner.get(0).getSpanContext().getTraceId())
        .isNotEqualTo(span.getSpanContext().getTraceId());
    assertThat(DecisionHandOver.peek()).isNull();
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
    return decision.isDropped()
        ? tracing.startDropped(scope, SpanKind.SERVER, "GET", parent, decision)
        : tracing.start(scope.tracer(tracing).spanBuilder("GET").setParent(parent), decision);
  }

  private static PolicySampler sampler(String... options) {
    return new PolicySampler(Policies.policy(NanoClock.SYSTEM, options));
  }

  private Tracing inForce(PolicySampler sampler) {
    return inForce(tracers(sampler), sampler);
  }

  private static Tracing inForce(SdkTracerProvider tracers, PolicySampler sampler) {
    Tracing.configure(tracers, TextMapPropagator.noop(), TracingSettings.defaults(), sampler);
    Tracing tracing = Tracing.current();
    assertThat(tracing).isNotNull();
    return tracing;
  }

  private SdkTracerProvider tracers(PolicySampler sampler) {
    return builder(sampler)
        .addSpanProcessor(
            new Started() {
              @Override
              public void onStart(Context parent, ReadWriteSpan span) {
                started.add(span);
              }
            })
        .build();
  }

  private static SdkTracerProviderBuilder builder(PolicySampler sampler) {
    return SdkTracerProvider.builder()
        .setSampler(sampler.forSdk())
        .setIdGenerator(PolicySampler.idsForSdk());
  }

  private abstract static class Started implements SpanProcessor {
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
