package dev.weft.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.propagation.Propagators;
import dev.weft.sampler.recording.RecordingSpans;
import dev.weft.sampler.recording.SpanEnvironment;
import dev.weft.tracing.HeadSampler;
import dev.weft.tracing.SampledSpans;
import dev.weft.tracing.Tracing;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.sdk.common.Clock;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanLimits;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Weaves the modules of the class path into the test's JVM and records their spans in memory.
 *
 * <pre>
 *   &#64;RegisterExtension static final WeftExtension weft = WeftExtension.install();
 * </pre>
 *
 * <p>Each test begins without spans and with default settings. After each it is asserted that every
 * span has ended, and once; that every thread is back at the root context; that no advice failed.
 */
public final class WeftExtension implements BeforeEachCallback, AfterEachCallback {
  private static final Changes CHANGES = new Changes();
  private static final ContextLedger CONTEXTS = ContextLedger.install(CHANGES);
  private static final RecordedSpans SPANS = new RecordedSpans(CHANGES);
  private static final SampledSpans RECORDING =
      new RecordingSpans(
          new SpanEnvironment(Clock.getDefault(), SpanLimits.getDefault(), Resource.empty()),
          SPANS);
  private static final SdkTracerProvider TRACERS =
      SdkTracerProvider.builder().addSpanProcessor(SPANS).build();
  private static final TextMapPropagator PROPAGATOR =
      Propagators.create(
          Propagators.DEFAULT,
          warning -> {
            throw new IllegalStateException(warning);
          });
  private static final TestAgent AGENT = TestAgent.start();

  private Map<String, Integer> failuresBefore = Map.of();

  private WeftExtension() {}

  /** The extension; the first call in a JVM starts to weave. */
  public static WeftExtension install() {
    return new WeftExtension();
  }

  /** Puts other settings in force until the test ends. */
  public void configure(TracingSettings settings) {
    Tracing.configure(RECORDING, PROPAGATOR, settings, EarlyDrops.BELOW_UNSAMPLED);
  }

  /** Puts the default settings and a sampler in force that decides first, until the test ends. */
  public void configure(HeadSampler sampler) {
    Tracing.configure(RECORDING, PROPAGATOR, TracingSettings.defaults(), sampler);
  }

  /** A tracer for the test's own spans. */
  public Tracer tracer() {
    return TRACERS.get("test");
  }

  /**
   * The spans that have ended, once there are as many as expected and no other thread is inside
   * one. They are in order of their ends: of spans that several threads end, these decide it. Fails
   * after half a minute.
   */
  public List<SpanData> awaitSpans(int count) {
    await(count);
    return SPANS.ended();
  }

  /** The spans of {@link #awaitSpans}, in order of their beginnings. */
  public List<SpanData> awaitSpansAsBegun(int count) {
    await(count);
    return SPANS.endedAsBegun();
  }

  private static void await(int count) {
    Thread caller = Thread.currentThread();
    CHANGES.await(
        () -> SPANS.ended().size() >= count && CONTEXTS.heldByOthersThan(caller).isEmpty());
    assertThat(SPANS.ended()).as("ended spans (%s)", AGENT.state()).hasSize(count);
  }

  /** The one span of the test; {@link #awaitSpans} for 1. */
  public SpanData awaitSpan() {
    return awaitSpans(1).get(0);
  }

  /**
   * Waits until no span is open and all threads are at the root context, for at most half a minute.
   */
  public void awaitIdle() {
    CHANGES.await(WeftExtension::isIdle);
  }

  /**
   * Asserts that all spans end and all threads come back to the root context, within half a minute.
   */
  public void assertNoContextLeft() {
    // Not looked at again afterwards: what closes a connection may go into its context once more.
    assertThat(CHANGES.await(WeftExtension::isIdle))
        .as("spans that never ended: %s, contexts left behind: %s", SPANS.open(), CONTEXTS.held())
        .isTrue();
  }

  /** Forgets all spans so far. */
  public void clear() {
    SPANS.clear();
  }

  @Override
  public void beforeEach(ExtensionContext test) {
    SPANS.clear();
    failuresBefore = AGENT.adviceFailures();
    configure(TracingSettings.defaults());
  }

  @Override
  public void afterEach(ExtensionContext test) {
    assertNoContextLeft();
    assertThat(SPANS.ended())
        .extracting(SpanData::getSpanId)
        .as("ended once")
        .doesNotHaveDuplicates();
    assertThat(AGENT.adviceFailures()).as("failed advice").isEqualTo(failuresBefore);
  }

  private static boolean isIdle() {
    return SPANS.open().isEmpty() && CONTEXTS.held().isEmpty();
  }
}
