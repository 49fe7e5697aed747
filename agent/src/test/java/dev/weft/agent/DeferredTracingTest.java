package dev.weft.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.SpanPipeline;
import dev.weft.tracing.AgentThread;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeferredTracingTest {
  private static final long FOREVER = TimeUnit.MINUTES.toNanos(1);

  // A provider without a processor makes no recording spans.
  private final SdkTracerProvider tracers =
      SdkTracerProvider.builder()
          .addSpanProcessor(new SpanPipeline(PipelineSettings.defaults(), Thread::new))
          .build();

  @AfterEach
  void close() {
    tracers.close();
    Thread.interrupted();
  }

  @Test
  void givesTheFirstOperationTheRealTracerThoughItCameTooEarly() throws Exception {
    DeferredTracing deferred = new DeferredTracing(new StartGate(FOREVER));
    CompletableFuture<Span> early =
        CompletableFuture.supplyAsync(
            () -> deferred.tracerBuilder("x").build().spanBuilder("first").startSpan());

    deferred.resolve(tracers, TextMapPropagator.noop());

    assertThat(early.get(10, TimeUnit.SECONDS).isRecording()).isTrue();
  }

  @Test
  void doesNotWaitWithoutEnd() {
    DeferredTracing deferred = new DeferredTracing(new StartGate(1));

    assertThat(deferred.get("x").spanBuilder("early").startSpan().isRecording()).isFalse();
  }

  @Test
  void letsTheWaitingOnWhenTheStartFails() throws Exception {
    DeferredTracing deferred = new DeferredTracing(new StartGate(FOREVER));
    CompletableFuture<Span> early =
        CompletableFuture.supplyAsync(() -> deferred.get("x").spanBuilder("first").startSpan());

    deferred.release();

    assertThat(early.get(10, TimeUnit.SECONDS).isRecording()).isFalse();
  }

  @Test
  void neverMakesAThreadOfTheAgentWait() throws Exception {
    DeferredTracing deferred = new DeferredTracing(new StartGate(FOREVER));
    AtomicReference<TracerProvider> asked = new AtomicReference<>();
    Thread own =
        new AgentThread(
            () -> {
              deferred.get("x");
              asked.set(deferred);
            },
            "test");

    own.start();
    own.join(10_000);

    assertThat(asked).hasValue(deferred);
  }

  @Test
  void keepsTheInterruptFlagOfWhoWaits() {
    DeferredTracing deferred = new DeferredTracing(new StartGate(TimeUnit.MILLISECONDS.toNanos(5)));
    Thread.currentThread().interrupt();

    deferred.get("x");

    assertThat(Thread.interrupted()).isTrue();
  }
}
