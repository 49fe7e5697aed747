package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import io.opentelemetry.sdk.trace.samplers.SamplingDecision;
import io.opentelemetry.sdk.trace.samplers.SamplingResult;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplersTest {

  private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String SPAN_ID = "00f067aa0ba902b7";

  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "always_on, RECORD_AND_SAMPLE, RECORD_AND_SAMPLE, RECORD_AND_SAMPLE",
    "always_off, DROP, DROP, DROP",
    "parentbased_always_on, RECORD_AND_SAMPLE, RECORD_AND_SAMPLE, DROP",
    "parentbased_always_off, DROP, RECORD_AND_SAMPLE, DROP",
    "parentbased_traceidratio, RECORD_AND_SAMPLE, RECORD_AND_SAMPLE, DROP",
    "traceidratio, RECORD_AND_SAMPLE, RECORD_AND_SAMPLE, RECORD_AND_SAMPLE",
    "PARENTBASED_Always_On, RECORD_AND_SAMPLE, RECORD_AND_SAMPLE, DROP",
  })
  void decidesForRootsSampledParentsAndUnsampledParents(
      String name, SamplingDecision root, SamplingDecision sampled, SamplingDecision unsampled) {
    Sampler sampler = Samplers.create(name, null, warnings::add);

    assertThat(decide(sampler, Context.root())).isEqualTo(root);
    assertThat(decide(sampler, remoteParent(TraceFlags.getSampled()))).isEqualTo(sampled);
    assertThat(decide(sampler, remoteParent(TraceFlags.getDefault()))).isEqualTo(unsampled);
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", "  "})
  void followsTheParentWhenNothingIsSet(String unset) {
    Sampler sampler = Samplers.create(unset, unset, warnings::add);

    assertThat(sampler.getDescription()).startsWith("ParentBased{root:AlwaysOnSampler");
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-0.1", "NaN", "half", "50%", "Infinity"})
  void keepsEverythingAndWarnsOnceWhenTheRatioIsNoProbability(String argument) {
    Sampler sampler = Samplers.create("parentbased_traceidratio", argument, warnings::add);

    assertThat(sampler.getDescription()).contains("TraceIdRatioBased{1.000000}");
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("otel.traces.sampler.arg=" + argument, "between 0 and 1");
  }

  @Test
  void namesWhatIsAcceptedWhenTheSamplerIsUnknown() {
    Sampler sampler = Samplers.create("sometimes", null, warnings::add);

    assertThat(decide(sampler, Context.root())).isEqualTo(SamplingDecision.RECORD_AND_SAMPLE);
    assertThat(decide(sampler, remoteParent(TraceFlags.getDefault())))
        .isEqualTo(SamplingDecision.DROP);
    assertThat(warnings)
        .singleElement()
        .asString()
        .contains("otel.traces.sampler=sometimes", "parentbased_traceidratio", "always_off");
  }

  @Test
  void keepsTheAskedShareOfTraceIds() {
    Sampler sampler = Samplers.create("traceidratio", " 0.1 ", warnings::add);
    SplittableRandom random = new SplittableRandom(42);
    int kept = 0;
    for (int i = 0; i < 100_000; i++) {
      String traceId = String.format("%016x%016x", random.nextLong() | 1, random.nextLong());
      if (decide(sampler, Context.root(), traceId) == SamplingDecision.RECORD_AND_SAMPLE) {
        kept++;
      }
    }
    // Binomial: 10,000 ± 4 standard deviations of 95.
    assertThat(kept).isBetween(9_620, 10_380);
  }

  @Test
  void passesTheParentsTraceStateThrough() {
    TraceState state = TraceState.builder().put("vendor", "1").build();
    SpanContext parent =
        SpanContext.createFromRemoteParent(TRACE_ID, SPAN_ID, TraceFlags.getDefault(), state);
    SamplingResult result =
        Samplers.create(null, null, warnings::add)
            .shouldSample(
                Context.root().with(Span.wrap(parent)),
                TRACE_ID,
                "GET",
                SpanKind.SERVER,
                Attributes.empty(),
                Collections.emptyList());

    assertThat(result.getUpdatedTraceState(state)).isSameAs(state);
  }

  private static SamplingDecision decide(Sampler sampler, Context parent) {
    return decide(sampler, parent, TRACE_ID);
  }

  private static SamplingDecision decide(Sampler sampler, Context parent, String traceId) {
    return sampler
        .shouldSample(
            parent, traceId, "GET", SpanKind.SERVER, Attributes.empty(), Collections.emptyList())
        .getDecision();
  }

  private static Context remoteParent(TraceFlags flags) {
    return Context.root()
        .with(
            Span.wrap(
                SpanContext.createFromRemoteParent(
                    TRACE_ID, SPAN_ID, flags, TraceState.getDefault())));
  }
}
