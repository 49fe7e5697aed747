package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.HeadDecision;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistentSamplingTest {
  private final FakeClock clock = new FakeClock();
  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"50%", "33.333333%", "10%", "1%", "0.1%", "99%"})
  void keepsTheShareOfAMillionTracesEvenlyAndCountsThemRight(String share) {
    SamplingPolicy policy = policy("weft.sampling.rules", share);
    double probability = Double.parseDouble(share.substring(0, share.length() - 1)) / 100;
    int traces = 1_000_000;
    int buckets = 16;
    int[] kept = new int[buckets];
    double adjusted = 0;
    for (int i = 0; i < traces; i++) {
      HeadDecision decision = policy.decide(Context.root(), TestStart.SERVER, "GET /", 0);
      assertThat(decision.traceIdLow()).isNotZero();
      if (decision.isSampled()) {
        kept[i % buckets]++;
        adjusted += adjustedCount(state(decision, SpanContext.getInvalid()));
      }
    }
    double expected = traces * probability / buckets;
    double chiSquare = 0;
    for (int count : kept) {
      double dropped = traces / (double) buckets - expected;
      chiSquare += square(count - expected) / expected + square(count - expected) / dropped;
    }
    // 16 degrees of freedom: 78 is exceeded once in 10^9 runs.
    assertThat(chiSquare).isLessThan(78);
    double deviation = Math.sqrt(traces * (1 - probability) / probability);
    assertThat(adjusted).isBetween(traces - 6 * deviation, traces + 6 * deviation);
  }

  @Test
  void drawsRandomnessEvenlyInEveryByte() {
    int draws = 1_000_000;
    int[][] counts = new int[7][256];
    for (int i = 0; i < draws; i++) {
      long r = TraceRandomness.of(TraceRandomness.draw());
      assertThat(r).isBetween(0L, Threshold.RANGE - 1);
      for (int b = 0; b < 7; b++) {
        counts[b][(int) (r >>> 8 * b & 0xff)]++;
      }
    }
    for (int[] bytes : counts) {
      double expected = draws / 256.0;
      double chiSquare = 0;
      for (int count : bytes) {
        chiSquare += square(count - expected) / expected;
      }
      // 255 degrees of freedom: 415 is exceeded once in 10^9 bytes.
      assertThat(chiSquare).isLessThan(415);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "00000000000000000080000000000000, true",
    "ffffffffffffffffff80000000000000, true",
    "0000000000000000007fffffffffffff, false",
    "ffffffffffffffffff7fffffffffffff, false",
    "00000000000000ff0000000000000001, false",
    "000000000000000000ffffffffffffff, true",
  })
  void keepsWhatReachesTheThresholdInTheLow56Bits(String traceId, boolean kept) {
    SamplingPolicy policy = policy("weft.sampling.rules", "force 50%");
    HeadDecision decision = decide(policy, Policies.remote(traceId, "03", ""));
    assertThat(decision.isSampled()).isEqualTo(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "ot=rv:80000000000000, true",
    "ot=rv:7fffffffffffff, false",
    "ot=rv:7fffffffffffff;th:0, false",
    "ot=rv:7FFFFFFFFFFFFF, true",
    "ot=rv:7ff, true",
  })
  void letsExplicitRandomnessBeatTheTraceId(String traceState, boolean kept) {
    SamplingPolicy policy = policy("weft.sampling.rules", "force 50%");
    String high = "000000000000000000ffffffffffffff";
    HeadDecision decision = decide(policy, Policies.remote(high, "03", traceState));
    assertThat(decision.isSampled()).isEqualTo(kept);
    assertThat(state(decision, context(Policies.remote(high, "03", traceState))))
        .contains(traceState.contains("rv:7ffffff") ? "rv:7fffffffffffff" : "rv:");
  }

  @Test
  void keepsInAServiceBelowWhatALowerShareHasKeptAbove() {
    SamplingPolicy above = policy("weft.sampling.rules", "5%");
    SamplingPolicy below = policy("weft.sampling.rules", "force 20%");
    SplittableRandom random = new SplittableRandom(3);
    int keptAbove = 0;
    int keptBelow = 0;
    for (int i = 0; i < 100_000; i++) {
      long low = random.nextLong();
      String traceId = String.format("%016x%016x", random.nextLong() | 1, low);
      HeadDecision first = above.decide(Context.root(), TestStart.SERVER, "GET /", low);
      String state = state(first, SpanContext.getInvalid());
      Context hop = Policies.remote(traceId, first.isSampled() ? "03" : "02", state);
      HeadDecision second = decide(below, hop);
      keptAbove += first.isSampled() ? 1 : 0;
      keptBelow += second.isSampled() ? 1 : 0;
      if (first.isSampled()) {
        assertThat(second.isSampled()).isTrue();
      }
      assertThat(state(second, context(hop))).isEqualTo(second.isSampled() ? "ot=th:cccd" : "");
    }
    assertThat(keptAbove).isBetween(4_700, 5_300);
    assertThat(keptBelow).isBetween(19_400, 20_600);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        // R is ce929d0e0e4736.
        "01 | a=1,ot=th:8              | a=1,ot=th:8",
        "01 | a=1,ot=th:ce929d0e0e4736 | a=1,ot=th:ce929d0e0e4736",
        "01 | a=1,ot=th:ce929d0e0e4737 | a=1",
        "01 | a=1,ot=th:f;x:1          | ot=x:1,a=1",
        "01 | ot=th:f                  | ''",
        "00 | a=1,ot=th:8              | a=1",
        "00 | a=1,ot=th:8;rv:00000000000001 | ot=rv:00000000000001,a=1",
        "01 | a=1                      | a=1",
        "01 | ot=th:xyz                | ''",
        "01 | ot=th:8;rv:7fffffffffffff | ot=rv:7fffffffffffff",
      })
  void followsTheFlagAndErasesAThresholdThatContradictsIt(
      String flags, String before, String after) {
    Context parent = Policies.remote(flags, before);
    HeadDecision decision = decide(policy(), parent);
    assertThat(decision.isSampled()).isEqualTo(flags.equals("01"));
    assertThat(state(decision, context(parent))).isEqualTo(after);
  }

  @Test
  void erasesTheThresholdOfWhatItDrops() {
    SamplingPolicy policy = policy("weft.sampling.rules", "force drop /health, force 0.001%");
    Context parent = Policies.remote("03", "a=1,ot=th:8;rv:00000000000001");
    for (String request : new String[] {"GET /health", "GET /"}) {
      HeadDecision decision = policy.decide(parent, TestStart.SERVER, request, 0);
      assertThat(decision.isDropped()).isTrue();
      assertThat(state(decision, context(parent))).isEqualTo("ot=rv:00000000000001,a=1");
    }
  }

  @Test
  void publishesTheThresholdOfParentBasedRatios() {
    SamplingPolicy policy =
        policy("otel.traces.sampler", "parentbased_traceidratio", "otel.traces.sampler.arg", "0.1");
    HeadDecision decision =
        policy.decide(Context.root(), TestStart.SERVER, "GET /", 0x00e6660000000000L);
    assertThat(decision.isSampled()).isTrue();
    assertThat(state(decision, SpanContext.getInvalid())).isEqualTo("ot=th:e666");
    assertThat(
            policy
                .decide(Context.root(), TestStart.SERVER, "GET /", 0x00e665ffffffffffL)
                .isSampled())
        .isFalse();
  }

  @Test
  void agreesWithOpenTelemetryAboutPlainRatiosAndPublishesNothing() {
    io.opentelemetry.sdk.trace.samplers.Sampler theirs =
        io.opentelemetry.sdk.trace.samplers.Sampler.traceIdRatioBased(0.3);
    SamplingPolicy ours =
        policy("otel.traces.sampler", "traceidratio", "otel.traces.sampler.arg", "0.3");
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 100_000; i++) {
      String traceId = String.format("%016x%016x", random.nextLong() | 1, random.nextLong());
      Context parent = Policies.remote(traceId, "00", "ot=th:8");
      HeadDecision decision = decide(ours, parent);
      assertThat(decision.isSampled())
          .isEqualTo(
              theirs
                      .shouldSample(
                          parent,
                          traceId,
                          "GET",
                          io.opentelemetry.api.trace.SpanKind.SERVER,
                          io.opentelemetry.api.common.Attributes.empty(),
                          List.of())
                      .getDecision()
                  == io.opentelemetry.sdk.trace.samplers.SamplingDecision.RECORD_AND_SAMPLE);
      assertThat(state(decision, context(parent))).isEmpty();
    }
  }

  @Test
  void saysOnceThatIdsAreTakenForRandom() {
    SamplingPolicy policy = policy("weft.sampling.rules", "force 50%");
    decide(policy, Policies.remote("03", ""));
    decide(policy, Policies.remote("01", "ot=rv:00000000000001"));
    assertThat(warnings).isEmpty();
    decide(policy, Policies.remote("01", ""));
    decide(policy, Policies.remote("00", ""));
    assertThat(warnings).singleElement().asString().contains("taken for random");
  }

  private SamplingPolicy policy(String... options) {
    return Policies.policy(clock, warnings::add, options);
  }

  private static HeadDecision decide(SamplingPolicy policy, Context parent) {
    return policy.decide(parent, TestStart.SERVER, "GET /", 0);
  }

  private static SpanContext context(Context parent) {
    return Span.fromContext(parent).getSpanContext();
  }

  private static String state(HeadDecision decision, SpanContext parent) {
    return ThresholdMemberTest.text(decision.traceState(parent));
  }

  /** By the specification's definition, from what is published. */
  private static double adjustedCount(String state) {
    String th = (state.substring("ot=th:".length()) + "00000000000000").substring(0, 14);
    double range = Math.pow(2, 56);
    return range / (range - Long.parseLong(th, 16));
  }

  private static double square(double value) {
    return value * value;
  }
}
