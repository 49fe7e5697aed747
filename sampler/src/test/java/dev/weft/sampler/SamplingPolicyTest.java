package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.tracing.DroppedSpans;
import dev.weft.tracing.HeadDecision;
import dev.weft.tracing.UnsampledSpan;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingPolicyTest {
  private final FakeClock clock = new FakeClock();
  private final List<String> problems = new ArrayList<>();

  @ParameterizedTest
  @CsvSource({
    "always_on, true, true, true",
    "always_off, false, false, false",
    "parentbased_always_on, true, true, false",
    "parentbased_always_off, false, true, false",
    "parentbased_traceidratio, true, true, false",
    "traceidratio, true, true, true",
    "PARENTBASED_Always_On, true, true, false",
    "'', true, true, false",
  })
  void decidesForRootsSampledParentsAndUnsampledParents(
      String name, boolean root, boolean sampled, boolean unsampled) {
    SamplingPolicy policy = policy("otel.traces.sampler", name);

    assertThat(decide(policy, Context.root()).isSampled()).isEqualTo(root);
    assertThat(decide(policy, Policies.remote("01", "")).isSampled()).isEqualTo(sampled);
    assertThat(decide(policy, Policies.remote("00", "")).isSampled()).isEqualTo(unsampled);
    assertThat(decide(policy, Policies.local("01")).isSampled()).isTrue();
    assertThat(decide(policy, Policies.local("00")).isSampled()).isFalse();
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0", "0.0", "0.00"})
  void dropsAllTracesWithARatioOfNothing(String ratio) {
    for (String name : new String[] {"traceidratio", "parentbased_traceidratio"}) {
      SamplingPolicy policy = policy("otel.traces.sampler", name, "otel.traces.sampler.arg", ratio);
      assertThat(decide(policy, Context.root()).isDropped()).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.5", "-0.1", "NaN", "half", "50%", "Infinity"})
  void keepsEverythingAndSaysSoWhenTheRatioIsNoProbability(String argument) {
    SamplingPolicy policy =
        policy(
            "otel.traces.sampler", "parentbased_traceidratio", "otel.traces.sampler.arg", argument);

    assertThat(decide(policy, Context.root()).isSampled()).isTrue();
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("otel.traces.sampler.arg=" + argument, "between 0 and 1");
  }

  @ParameterizedTest
  @CsvSource({
    "sometimes, is unknown",
    "jaeger_remote, is not supported",
    "parentbased_jaeger_remote, is not supported",
  })
  void namesWhatIsAcceptedWhenTheSamplerIsUnknown(String name, String why) {
    SamplingPolicy policy = policy("otel.traces.sampler", name);

    assertThat(decide(policy, Context.root()).isSampled()).isTrue();
    assertThat(decide(policy, Policies.remote("00", "")).isSampled()).isFalse();
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("otel.traces.sampler=" + name, why, "parentbased_traceidratio", "always_off");
  }

  @ParameterizedTest
  @CsvSource({
    "weft.sampling.parent.remote.sampled, always_off, 01, remote, false",
    "weft.sampling.parent.remote.sampled, 0%, 01, remote, false",
    "weft.sampling.parent.remote.sampled, always_on, 01, remote, true",
    "weft.sampling.parent.remote.not-sampled, always_on, 00, remote, true",
    "weft.sampling.parent.remote.not-sampled, 100%, 00, remote, true",
    "weft.sampling.parent.local.sampled, always_off, 01, local, false",
    "weft.sampling.parent.local.not-sampled, ALWAYS_ON, 00, local, true",
  })
  void asksTheDelegateThatIsSetForTheParent(
      String option, String value, String flags, String where, boolean sampled) {
    for (String name : new String[] {"parentbased_always_on", "parentbased_always_off"}) {
      SamplingPolicy policy = policy("otel.traces.sampler", name, option, value);
      Context parent = where.equals("local") ? Policies.local(flags) : Policies.remote(flags, "");
      assertThat(decide(policy, parent).isSampled()).isEqualTo(sampled);
    }
    assertThat(problems).isEmpty();
  }

  @Test
  void ignoresADelegateThatIsNone() {
    SamplingPolicy policy = policy("weft.sampling.parent.remote.sampled", "often");

    assertThat(decide(policy, Policies.remote("01", "")).isSampled()).isTrue();
    assertThat(problems)
        .singleElement()
        .asString()
        .contains("weft.sampling.parent.remote.sampled=often", "always_on", "10%");
  }

  @Test
  void dropsAllBelowWhatItHasDroppedWhateverTheSampler() {
    SamplingPolicy policy =
        policy("otel.traces.sampler", "always_on", "weft.sampling.rules", "drop /health");
    HeadDecision root = decide(policy, Context.root(), "GET /health");
    Context below = Context.root().with(new UnsampledSpan(null, root));

    assertThat(root.isUnwanted()).isTrue();
    assertThat(decide(policy, below, "GET /other").isDropped()).isTrue();
    assertThat(decide(policy, Context.root(), "GET /other").isSampled()).isTrue();
  }

  @Test
  void letsTheFirstRuleThatMatchesDecide() {
    SamplingPolicy policy =
        policy(
            "weft.sampling.rules",
            "drop GET /health*, keep POST /checkout/**, drop client, 0%",
            "otel.traces.sampler",
            "always_on");

    assertThat(decide(policy, Context.root(), "GET /healthz").isUnwanted()).isTrue();
    assertThat(decide(policy, Context.root(), "POST /checkout/1").isSampled()).isTrue();
    assertThat(decide(policy, Context.root(), "GET /checkout/1").isDropped()).isTrue();
    assertThat(decide(policy, Context.root(), "GET /checkout/1").isUnwanted()).isFalse();
    assertThat(policy.decide(Context.root(), TestStart.CLIENT, "", 0).isUnwanted()).isTrue();
  }

  @Test
  void followsTheCallerUnlessARuleIsForced() {
    SamplingPolicy policy =
        policy(
            "weft.sampling.rules",
            "keep /health/deep, force drop /health/**, drop /a, force keep /debug");

    assertThat(decide(policy, Policies.remote("01", ""), "GET /a").isSampled()).isTrue();
    assertThat(decide(policy, Policies.remote("00", ""), "GET /a").isDropped()).isTrue();
    assertThat(decide(policy, Policies.remote("01", ""), "GET /health/x").isUnwanted()).isTrue();
    assertThat(decide(policy, Policies.remote("00", ""), "GET /debug").isSampled()).isTrue();
    // The first match is not forced, so the caller decides.
    assertThat(decide(policy, Policies.remote("01", ""), "GET /health/deep").isSampled()).isTrue();
    assertThat(decide(policy, Policies.local("01"), "GET /health/x").isSampled()).isTrue();
  }

  @Test
  void appliesEveryRuleToCallersWhenTheSamplerIsNotParentBased() {
    SamplingPolicy policy =
        policy("otel.traces.sampler", "always_on", "weft.sampling.rules", "drop /health");

    assertThat(decide(policy, Policies.remote("01", ""), "GET /health").isUnwanted()).isTrue();
    assertThat(decide(policy, Policies.remote("00", ""), "GET /a").isSampled()).isTrue();
  }

  @Test
  void leavesTraceStateAloneWithoutAnyProbability() {
    SamplingPolicy policy = policy();

    assertThat(state(decide(policy, Context.root()), SpanContext.getInvalid())).isEmpty();
    Context parent = Policies.remote("01", "a=1,ot=rv:00000000000001");
    assertThat(state(decide(policy, parent), context(parent)))
        .isEqualTo("a=1,ot=rv:00000000000001");
  }

  @Test
  void publishesThatItKeepsAllOnceThereAreRules() {
    SamplingPolicy policy = policy("weft.sampling.rules", "10% /search");

    assertThat(state(decide(policy, Context.root(), "GET /a"), SpanContext.getInvalid()))
        .isEqualTo("ot=th:0");
  }

  @Test
  void countsDecisionsByRule() {
    SamplingPolicy policy = policy("weft.sampling.rules", "drop /health, keep /pay");
    decide(policy, Context.root(), "GET /health");
    decide(policy, Context.root(), "GET /health");
    decide(policy, Context.root(), "GET /pay");
    decide(policy, Context.root(), "GET /other");
    decide(policy, Policies.remote("01", ""), "GET /health");
    decide(policy, Policies.remote("00", ""), "GET /pay");
    decide(policy, Policies.local("01"), "GET /child");

    assertThat(policy.counts())
        .extracting(DecisionCount::toString)
        .containsExactly(
            "drop /health: kept 0, dropped 2 (limited 0)",
            "keep /pay: kept 1, dropped 0 (limited 0)",
            "sampler: kept 1, dropped 0 (limited 0)",
            "parent: kept 1, dropped 1 (limited 0)",
            "all: kept 3, dropped 3 (limited 0)");
  }

  @Test
  void goesOnCountingWhatStaysWrittenTheSame() {
    SamplingPolicy first = policy("weft.sampling.rules", "drop /health, keep /pay");
    decide(first, Context.root(), "GET /health");
    decide(first, Context.root(), "GET /pay");
    SamplingPolicy second =
        first.followedBy(
            Policies.map("weft.sampling.rules", "1% /pay, drop /health"),
            DroppedSpans.SILENT,
            problems::add);
    decide(second, Context.root(), "GET /health");

    assertThat(second.counts())
        .extracting(DecisionCount::toString)
        .containsExactly(
            "1% /pay: kept 0, dropped 0 (limited 0)",
            "drop /health: kept 0, dropped 2 (limited 0)",
            "sampler: kept 0, dropped 0 (limited 0)",
            "parent: kept 0, dropped 0 (limited 0)",
            "all: kept 1, dropped 2 (limited 0)");
  }

  @Test
  void goesOnLimitingAcrossAChangeOfOtherRules() {
    SamplingPolicy first = policy("weft.sampling.rules", "2/s /search");
    for (int i = 0; i < 5; i++) {
      decide(first, Context.root(), "GET /search");
    }
    SamplingPolicy second =
        first.followedBy(
            Policies.map("weft.sampling.rules", "drop /x, 2/s /search"),
            DroppedSpans.SILENT,
            problems::add,
            clock);
    for (int i = 0; i < 5; i++) {
      decide(second, Context.root(), "GET /search");
    }

    assertThat(second.counts().get(1)).hasToString("2/s /search: kept 2, dropped 8 (limited 8)");
  }

  private SamplingPolicy policy(String... options) {
    return Policies.policy(clock, problems::add, options);
  }

  private static HeadDecision decide(SamplingPolicy policy, Context parent) {
    return decide(policy, parent, "GET /");
  }

  private static HeadDecision decide(SamplingPolicy policy, Context parent, String request) {
    return policy.decide(parent, TestStart.SERVER, request, 0);
  }

  private static SpanContext context(Context parent) {
    return Span.fromContext(parent).getSpanContext();
  }

  private static String state(HeadDecision decision, SpanContext parent) {
    return ThresholdMemberTest.text(decision.traceState(parent));
  }
}
