package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.weft.tracing.HeadDecision;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.context.Context;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
  private static final double RANGE = Math.pow(2, 56);

  private final FakeClock clock = new FakeClock();
  private final SplittableRandom random = new SplittableRandom(11);

  private int kept;
  private int withThreshold;
  private double adjusted;

  @ParameterizedTest
  @CsvSource({"100, 50", "1000, 50", "20000, 50", "1000, 500"})
  void keepsTheTargetInSteadyTrafficAndCountsItRight(int arriving, int target) {
    SamplingPolicy policy = policy("weft.sampling.target", target + "/s");
    arrive(policy, "GET /", arriving, Duration.ofSeconds(30));
    reset();
    arrive(policy, "GET /", arriving, Duration.ofSeconds(100));

    assertThat(kept / 100.0).isCloseTo(target, within(4 * Math.sqrt(target / 100.0)));
    assertThat(withThreshold).isEqualTo(kept);
    assertThat(adjusted / 100).isCloseTo(arriving, within(arriving * 4 / Math.sqrt(kept)));
  }

  @Test
  void keepsAllBelowTheTarget() {
    SamplingPolicy policy = policy("weft.sampling.target", "50/s");
    arrive(policy, "GET /", 20, Duration.ofSeconds(60));

    assertThat(kept).isEqualTo(20 * 60);
    assertThat(adjusted).isEqualTo(kept);
  }

  @Test
  void lowersTheSharesOfRulesInProportionAndNotWhatIsKeptExplicitly() {
    SamplingPolicy policy =
        policy(
            "weft.sampling.target", "10/s", "weft.sampling.rules", "keep /pay, 50% /search, 100%");
    for (int second = 0; second < 200; second++) {
      arrive(policy, "GET /search", 40, Duration.ofMillis(500));
      arrive(policy, "GET /", 40, Duration.ofMillis(500));
      arrive(policy, "GET /pay", 100, Duration.ZERO);
    }
    // 10 of half of 20 and 20 arrivals a second: a sixth and a third.
    DecisionCount search = policy.counts().get(1);
    DecisionCount others = policy.counts().get(2);
    assertThat(search.kept() + others.kept()).isBetween(1_850L, 2_150L);
    assertThat((double) others.kept() / search.kept()).isCloseTo(2, within(0.3));
    assertThat(policy.counts().get(0).dropped()).isZero();
  }

  @Test
  void boundsABurstAndPublishesNoProbabilityWhileItDoes() {
    SamplingPolicy policy = policy("weft.sampling.target", "50/s");
    arrive(policy, "GET /", 40, Duration.ofSeconds(30));
    reset();
    arrive(policy, "GET /", 20_000, Duration.ofSeconds(1));

    assertThat(kept).isLessThanOrEqualTo(200);
    assertThat(withThreshold).isLessThan(kept);

    arrive(policy, "GET /", 20_000, Duration.ofSeconds(30));
    reset();
    arrive(policy, "GET /", 20_000, Duration.ofSeconds(20));
    assertThat(kept / 20.0).isCloseTo(50, within(7.0));
    assertThat(withThreshold).isEqualTo(kept);
  }

  @Test
  void comesBackAfterABurst() {
    SamplingPolicy policy = policy("weft.sampling.target", "50/s");
    arrive(policy, "GET /", 20_000, Duration.ofSeconds(10));
    arrive(policy, "GET /", 40, Duration.ofSeconds(40));
    reset();
    arrive(policy, "GET /", 40, Duration.ofSeconds(10));

    assertThat(kept).isEqualTo(400);
    assertThat(adjusted).isEqualTo(400);
  }

  @Test
  void neverKeepsMoreThanARulesLimit() {
    SamplingPolicy policy = policy("weft.sampling.rules", "5/s /search*, drop");
    for (int second = 0; second < 100; second++) {
      reset();
      arrive(policy, "GET /search", 1 + random.nextInt(2_000), Duration.ofSeconds(1));
      assertThat(kept).isLessThanOrEqualTo(10);
    }
    assertThat(policy.counts().get(0).kept()).isBetween(300L, 505L);
  }

  @Test
  void countsWhatAHardLimitRefused() {
    SamplingPolicy policy = policy("weft.sampling.rules", "5/s");
    for (int i = 0; i < 20; i++) {
      policy.decide(Context.root(), TestStart.SERVER, "GET /", 0);
    }
    assertThat(policy.counts().get(0)).hasToString("5/s: kept 5, dropped 15 (limited 15)");
    assertThat(policy.counts().get(3)).hasToString("all: kept 5, dropped 15 (limited 15)");
  }

  @ParameterizedTest
  @CsvSource({"50", "0/s", "-1/s", "50/h", "fast"})
  void ignoresATargetThatIsNoRate(String target) {
    StringBuilder problems = new StringBuilder();
    SamplingPolicy policy =
        Policies.policy(clock, problems::append, "weft.sampling.target", target);

    assertThat(problems.toString()).contains("weft.sampling.target=" + target, "50/s");
    arrive(policy, "GET /", 1000, Duration.ofSeconds(1));
    assertThat(kept).isEqualTo(1000);
  }

  private SamplingPolicy policy(String... options) {
    return Policies.policy(clock, options);
  }

  private void reset() {
    kept = 0;
    withThreshold = 0;
    adjusted = 0;
  }

  /** So many a second, evenly; all at once if the duration is none. */
  private void arrive(SamplingPolicy policy, String request, int perSecond, Duration duration) {
    long count = duration.isZero() ? perSecond : perSecond * duration.toMillis() / 1000;
    Duration gap = duration.isZero() ? Duration.ZERO : duration.dividedBy(count);
    for (long i = 0; i < count; i++) {
      clock.advance(gap);
      HeadDecision decision =
          policy.decide(Context.root(), TestStart.SERVER, request, random.nextLong());
      if (decision.isSampled()) {
        count(ThresholdMemberTest.text(decision.traceState(SpanContext.getInvalid())));
      }
    }
  }

  private void count(String state) {
    kept++;
    if (state.isEmpty()) {
      return;
    }
    withThreshold++;
    String th = (state.substring("ot=th:".length()) + "00000000000000").substring(0, 14);
    adjusted += RANGE / (RANGE - Long.parseLong(th, 16));
  }
}
