package dev.weft.sampler.rescue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RescueRulesTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void readsWhatTheDocumentationShows() {
    RescueRules rules = parse("errors, slow>500ms, POST /checkout/** slow>200ms");

    assertThat(problems).isEmpty();
    assertThat(rules.isEmpty()).isFalse();
    assertThat(rules.leastNanos()).isEqualTo(Duration.ofMillis(200).toNanos());
    assertThat(judge(rules, "GET", "/", true, 1)).isEqualTo(Verdict.ERROR);
    assertThat(judge(rules, "GET", "/", false, 501)).isEqualTo(Verdict.SLOW);
    assertThat(judge(rules, "GET", "/", false, 300)).isEqualTo(Verdict.DISCARDED);
    assertThat(judge(rules, "POST", "/checkout", false, 300)).isEqualTo(Verdict.SLOW);
    assertThat(judge(rules, "GET", "/checkout", false, 300)).isEqualTo(Verdict.DISCARDED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "  ", ",", " , ,"})
  void nothingIsNoRule(String text) {
    assertThat(parse(text).isEmpty()).isTrue();
    assertThat(problems).isEmpty();
  }

  @Test
  void aFailureThatIsSlowIsAnError() {
    assertThat(judge(parse("slow>1ms, errors"), "GET", "/", true, 9)).isEqualTo(Verdict.ERROR);
  }

  @Test
  void aRuleForSomeRequestsRaisesTheLimitOfThoseForAll() {
    RescueRules rules = parse("slow>100ms, GET|HEAD /report/** slow>10s, /report/big slow>1m");

    assertThat(judge(rules, "HEAD", "/report/big", false, 9_000)).isEqualTo(Verdict.DISCARDED);
    assertThat(judge(rules, "HEAD", "/report/big", false, 11_000)).isEqualTo(Verdict.SLOW);
    assertThat(judge(rules, "POST", "/report/big", false, 11_000)).isEqualTo(Verdict.DISCARDED);
    assertThat(judge(rules, "POST", "/report/big", false, 60_001)).isEqualTo(Verdict.SLOW);
    assertThat(judge(rules, "POST", "/report", false, 101)).isEqualTo(Verdict.SLOW);
  }

  @Test
  void errorsOfSomeRequestsOnly() {
    RescueRules rules = parse("/pay/** errors slow>1s");

    assertThat(judge(rules, "GET", "/pay/now", true, 1)).isEqualTo(Verdict.ERROR);
    assertThat(judge(rules, "GET", "/other", true, 5_000)).isEqualTo(Verdict.DISCARDED);
  }

  @Test
  void whatIsNoRequestMatchesRulesForAllOnly() {
    RescueRules rules = parse("slow>1s, /** slow>1ms");

    assertThat(judge(rules, null, null, false, 500)).isEqualTo(Verdict.DISCARDED);
    assertThat(judge(rules, null, null, false, 1_001)).isEqualTo(Verdict.SLOW);
  }

  @Test
  void aRescueDownstreamCountsWhereNothingElseDoesUnlessNeverSaysNo() {
    RescueRules rules = parse("errors, /health never");

    assertThat(rules.judge(request("GET", "/"), false, 1, true)).isEqualTo(Verdict.DOWNSTREAM);
    assertThat(rules.judge(request("GET", "/"), true, 1, true)).isEqualTo(Verdict.ERROR);
    assertThat(rules.judge(request("GET", "/health"), true, 1, true)).isEqualTo(Verdict.DISCARDED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "slow; rule 1 (slow), column 1: \"slow\" is neither",
        "errors, slow>5; rule 2 (slow>5), column 14: \"5\" is no duration",
        "slow>-5ms; column 6: \"-5ms\" is no duration",
        "slow>ms; column 6: \"ms\" is no duration",
        "GET /a; column 7: what is missing is errors",
        "errors GET; column 8: \"GET\" is none of errors",
        "/a /b errors; column 4: a second path",
        "GET PUT errors; column 5: a second method",
        "a errors; column 1: \"a\" is neither a condition",
      })
  void namesRuleAndColumnOfWhatItDoesNotUnderstand(String text, String problem) {
    RescueRules rules = parse(text);

    assertThat(problems).singleElement().asString().startsWith("weft.sampling.rescue: rule ");
    assertThat(problems.get(0)).contains(problem).endsWith("; the rule is left out");
    assertThat(judge(rules, "GET", "/", true, 1) == Verdict.ERROR)
        .isEqualTo(text.startsWith("errors, "));
  }

  private RescueRules parse(String text) {
    return RescueRules.parse("weft.sampling.rescue", text, problems::add);
  }

  private static Verdict judge(
      RescueRules rules,
      @Nullable String method,
      @Nullable String path,
      boolean failed,
      long millis) {
    return rules.judge(request(method, path), failed, Duration.ofMillis(millis).toNanos(), false);
  }

  private static RootRequest request(@Nullable String method, @Nullable String path) {
    return new RootRequest("name", method, path, null);
  }
}
