package dev.weft.sampler;

import static dev.weft.sampler.Policies.remote;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThinningTest {
  private static final int TRACES = 100_000;

  private final Thinning thinning = new Thinning(0.1);

  @ParameterizedTest
  @CsvSource({
    "parentbased_always_on, 1, 1",
    "parentbased_traceidratio, 0.5, 0.5",
    "traceidratio, 0.5, 0.5",
    "traceidratio, 0.01, 0.01",
    "parentbased_always_off, 1, 0"
  })
  void keepsATenthOfTracesThatBegin(String sampler, String argument, double before) {
    SamplingPolicy policy =
        policy("otel.traces.sampler", sampler, "otel.traces.sampler.arg", argument);

    int kept = 0;
    for (int i = 0; i < TRACES; i++) {
      kept += policy.decide(Context.root(), TestStart.SERVER, "GET /", 0).isSampled() ? 1 : 0;
    }

    double expected = TRACES * before * 0.1;
    assertThat((double) kept).isCloseTo(expected, Offset.offset(6 * Math.sqrt(expected)));
    assertThat((double) thinning.dropped())
        .isCloseTo(expected * 9, Offset.offset(6 * Math.sqrt(expected * 9)));
  }

  @Test
  void publishesTheProbabilityThatWhatIsKeptReallyHad() {
    SamplingPolicy policy = policy("weft.sampling.rules", "50%");

    HeadDecision decision = policy.decide(Context.root(), TestStart.SERVER, "GET /", 0);
    while (!decision.isSampled()) {
      decision = policy.decide(Context.root(), TestStart.SERVER, "GET /", 0);
    }

    long threshold = ThresholdMember.threshold(decision.traceState(SpanContext.getInvalid()));
    assertThat(new Threshold(threshold).probability()).isCloseTo(0.05, Offset.offset(1e-4));
    assertThat(TraceRandomness.of(decision.traceIdLow())).isGreaterThanOrEqualTo(threshold);
  }

  @Test
  void decidesOnTheIdOfASpanThatHasOne() {
    long kept = Threshold.RANGE - 1;

    assertThat(policy().decide(Context.root(), TestStart.SERVER, "GET /", kept).isSampled())
        .isTrue();
    assertThat(policy().decide(Context.root(), TestStart.SERVER, "GET /", 1).isSampled()).isFalse();
  }

  @Test
  void thinsWhatOthersHaveThinnedAndKeepsThePublishedProbabilityRight() {
    SamplingPolicy policy = policy();
    int kept = 0;
    for (int i = 0; i < 10_000; i++) {
      HeadDecision began = policy.decide(Context.root(), TestStart.SERVER, "GET /", 0);
      if (began.isSampled()) {
        String state = "ot=" + began.traceState(SpanContext.getInvalid()).get("ot");
        Context parent = remote(traceId(began.traceIdLow()), "03", state);
        HeadDecision entered = policy.decide(parent, TestStart.SERVER, "GET /", 0);
        if (entered.isSampled()) {
          kept++;
          long threshold =
              ThresholdMember.threshold(
                  entered.traceState(Span.fromContext(parent).getSpanContext()));
          assertThat(new Threshold(threshold).probability()).isCloseTo(0.01, Offset.offset(1e-4));
        }
      }
    }
    assertThat((double) kept).isCloseTo(100, Offset.offset(60.0));
  }

  @Test
  void thinsBelowCallersThatSayNothingOfTheirProbability() {
    SamplingPolicy policy = policy();
    int kept = 0;
    for (long i = 0; i < 10_000; i++) {
      // As OpenTelemetry's traceidratio chooses them: the low bits are small.
      Context parent = remote(traceId(i), "01", "");
      HeadDecision decision = policy.decide(parent, TestStart.SERVER, "GET /", 0);
      kept += decision.isSampled() ? 1 : 0;
      assertThat(decision.traceState(Span.fromContext(parent).getSpanContext()).isEmpty()).isTrue();
    }
    assertThat((double) kept).isCloseTo(1_000, Offset.offset(200.0));
  }

  @Test
  void goesOnWhenThePolicyChangesAndEndsWhenItIsTakenBack() {
    SamplingPolicy changed = policy().followedBy(Map.of(), DroppedSpans.SILENT, problem -> {});
    assertThat(sampledOf(1_000, changed)).isLessThan(1_000);

    assertThat(sampledOf(1_000, changed.thinnedBy(null))).isEqualTo(1_000);
  }

  private static int sampledOf(int traces, SamplingPolicy policy) {
    int sampled = 0;
    for (int i = 0; i < traces; i++) {
      sampled += policy.decide(Context.root(), TestStart.SERVER, "GET /", 0).isSampled() ? 1 : 0;
    }
    return sampled;
  }

  private SamplingPolicy policy(String... options) {
    return Policies.policy(new FakeClock(), options).thinnedBy(thinning);
  }

  private static String traceId(long low) {
    String digits = Long.toHexString(low);
    return Policies.TRACE_ID.substring(0, 16)
        + "0000000000000000".substring(digits.length())
        + digits;
  }
}
