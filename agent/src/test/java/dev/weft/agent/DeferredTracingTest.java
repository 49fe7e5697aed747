package dev.weft.agent;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.config.Config;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.SpanPipeline;
import dev.weft.sampler.recording.RecordingSpans;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.tracing.AgentThread;
import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.HeadSampler;
import dev.weft.tracing.InstrumentationScope;
import dev.weft.tracing.SampledSpans;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SpanLimits;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeferredTracingTest {
  private static final long FOREVER = TimeUnit.MINUTES.toNanos(1);

  private final SampledSpans spans =
      new RecordingSpans(
          new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.empty()),
          new SpanPipeline(PipelineSettings.defaults(), Thread::new));

  @AfterEach
  void reset() {
    Tracing.reset();
    Thread.interrupted();
  }

  @ParameterizedTest
  @CsvSource({"keep, true", "drop, false"})
  void decidesAboutTheFirstOperationAsAboutTheOthersThoughItCameTooEarly(
      String rules, boolean recording) throws Exception {
    DeferredTracing deferred = new DeferredTracing(new StartGate(FOREVER));
    CompletableFuture<Span> early = CompletableFuture.supplyAsync(() -> start(deferred));

    deferred.resolve(spans, TextMapPropagator.noop(), sampler(rules));

    assertThat(early.get(10, TimeUnit.SECONDS).isRecording()).isEqualTo(recording);
  }

  @Test
  void doesNotWaitWithoutEnd() {
    assertThat(start(new DeferredTracing(new StartGate(1))).isRecording()).isFalse();
  }

  @Test
  void samplesNothingThatHasNotBeenDecided() {
    DeferredTracing deferred = new DeferredTracing(new StartGate(1));
    HeadDecision decision = deferred.decide(Context.root(), new NothingKnown(), "");

    deferred.resolve(spans, TextMapPropagator.noop(), sampler("drop"));

    assertThat(start(deferred, decision).isRecording()).isFalse();
  }

  @Test
  void letsTheWaitingOnWhenTheStartFails() throws Exception {
    DeferredTracing deferred = new DeferredTracing(new StartGate(FOREVER));
    CompletableFuture<Span> early = CompletableFuture.supplyAsync(() -> start(deferred));

    deferred.release();

    assertThat(early.get(10, TimeUnit.SECONDS).isRecording()).isFalse();
  }

  @Test
  void neverMakesAThreadOfTheAgentWait() throws Exception {
    DeferredTracing deferred = new DeferredTracing(new StartGate(FOREVER));
    AtomicReference<Span> started = new AtomicReference<>();
    Thread own = new AgentThread(() -> started.set(start(deferred)), "test");

    own.start();
    own.join(10_000);

    assertThat(started.get()).isNotNull();
  }

  @Test
  void keepsTheInterruptFlagOfWhoWaits() {
    DeferredTracing deferred = new DeferredTracing(new StartGate(TimeUnit.MILLISECONDS.toNanos(5)));
    Thread.currentThread().interrupt();

    Span unused = start(deferred);

    assertThat(Thread.interrupted()).isTrue();
  }

  private static HeadSampler sampler(String rules) {
    Config config = Config.of(Map.of("weft.sampling.rules", rules), emptyMap(), emptyMap());
    return HeadSampling.create(config, DroppedSpans.SILENT);
  }

  private static Span start(DeferredTracing deferred) {
    return start(deferred, deferred.decide(Context.root(), new NothingKnown(), ""));
  }

  private static Span start(DeferredTracing deferred, HeadDecision decision) {
    Tracing.configure(deferred, deferred, TracingSettings.defaults(), deferred);
    return Tracing.current()
        .start(new InstrumentationScope("x"), SpanKind.SERVER, "first", Context.root(), decision);
  }
}
