package dev.weft.agent;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.config.Config;
import dev.weft.agent.governor.Level;
import dev.weft.agent.live.SamplingControl;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.SpanPipeline;
import dev.weft.sampler.PolicySampler;
import dev.weft.sampler.recording.RecordingSpans;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.sampler.rescue.Rescue;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.Tracing;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GovernedTracingTest {
  private static final SpanContext REMOTE =
      SpanContext.createFromRemoteParent(
          "4bf92f3577b34da6a3ce929d0e0e4736",
          "00f067aa0ba902b7",
          TraceFlags.getSampled(),
          TraceState.getDefault());
  private final Config config =
      Config.of(
          Map.of(
              "otel.instrumentation.http.server.capture-request-headers", "x-tenant",
              "weft.sampling.rescue", "errors"),
          emptyMap(),
          emptyMap());
  private final SpanEnvironment environment =
      new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.getDefault());
  private final Rescue rescue = new Rescue(environment, span -> {}, Thread::new);
  private final PolicySampler sampler = HeadSampling.create(config, DroppedSpans.SILENT);
  private final SamplingControl control = new SamplingControl(config, sampler, rescue);
  private final GovernedTracing governed =
      new GovernedTracing(
          new RecordingSpans(
              environment, new SpanPipeline(PipelineSettings.defaults(), Thread::new)),
          W3CTraceContextPropagator.getInstance(),
          CaptureSettings.read(config),
          CaptureSettings.withoutDetails(config),
          sampler,
          control);

  @AfterEach
  void reset() {
    Tracing.reset();
  }

  @Test
  void leavesOutDetailsFirst() {
    governed.accept(Level.DETAILS);

    assertThat(current().settings().serverRequestHeaders().size()).isZero();
    assertThat(current().settings().attributeValueLimit()).isEqualTo(512);
    assertThat(sampledOfThousand()).isEqualTo(1_000);
  }

  @Test
  void keepsATenthNextAndCountsWhatItLeavesOut() {
    governed.accept(Level.SAMPLING);

    int sampled = sampledOfThousand();
    assertThat(sampled).isBetween(40, 200);
    assertThat(governed.thinnedRequests()).isEqualTo(1_000 - sampled);
    assertThat(sampler.droppedSpans()).isSameAs(DroppedSpans.SILENT);
  }

  @Test
  void staysThinWhenSamplingIsChangedMeanwhile() {
    governed.accept(Level.SAMPLING);

    control.set(Map.of("weft.sampling.rules", "keep /"));

    assertThat(sampledOfThousand()).isLessThan(200);
    assertThat(sampler.droppedSpans()).isSameAs(DroppedSpans.SILENT);
  }

  @Test
  void makesNoSpansAtLastAndPassesContextOn() {
    governed.accept(Level.OFF);
    Context parent = Context.root().with(Span.wrap(REMOTE));

    HeadDecision decision = current().decide(parent, new NothingKnown(), "");
    Span span =
        current().start(new InstrumentationScope("x"), SpanKind.SERVER, "a", parent, decision);
    Map<String, String> headers = new HashMap<>();
    current().propagator().inject(parent.with(span), headers, Map::put);

    assertThat(span.isRecording()).isFalse();
    assertThat(headers)
        .containsEntry("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    assertThat(governed.untracedOperations()).isEqualTo(1);
  }

  @Test
  void isAsConfiguredWhenPressureHasPassed() {
    governed.accept(Level.OFF);
    governed.accept(Level.FULL);

    assertThat(current().settings().serverRequestHeaders().size()).isEqualTo(1);
    assertThat(sampledOfThousand()).isEqualTo(1_000);
  }

  private int sampledOfThousand() {
    int sampled = 0;
    for (int i = 0; i < 1_000; i++) {
      sampled += current().decide(Context.root(), new NothingKnown(), "").isSampled() ? 1 : 0;
    }
    return sampled;
  }

  private static Tracing current() {
    Tracing tracing = Tracing.current();
    assertThat(tracing).isNotNull();
    return tracing;
  }
}
