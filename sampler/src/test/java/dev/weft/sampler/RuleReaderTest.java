package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleReaderTest {
  private final List<String> problems = new ArrayList<>();

  @Test
  void readsActionsInTheirOrder() {
    List<Rule> rules =
        read("drop GET /health*, 100% POST /checkout/**, 5/s /search*,\n 30/m, keep, 0.5%,");

    assertThat(problems).isEmpty();
    assertThat(rules)
        .extracting(Rule::text)
        .containsExactly(
            "drop GET /health*", "100% POST /checkout/**", "5/s /search*", "30/m", "keep", "0.5%");
    assertThat(rules)
        .extracting(rule -> rule.action().kind())
        .containsExactly(
            Action.Kind.DROP,
            Action.Kind.SHARE,
            Action.Kind.RATE,
            Action.Kind.RATE,
            Action.Kind.KEEP,
            Action.Kind.SHARE);
    assertThat(rules)
        .extracting(rule -> rule.action().value())
        .containsExactly(0.0, 1.0, 5.0, 0.5, 0.0, 0.005);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "drop;                                    SERVER; GET /a;     true",
        "drop;                                    CLIENT; '';         true",
        "drop /a;                                 CLIENT; GET /a;     true",
        "drop /a;                                 CLIENT; '';         false",
        "drop GET;                                SERVER; GET /a;     true",
        "drop GET;                                SERVER; HEAD /a;    false",
        "drop GET|HEAD /a;                        SERVER; HEAD /a;    true",
        "drop /a HEAD;                            SERVER; HEAD /a;    true",
        "drop server /a;                          SERVER; GET /a;     true",
        "drop server /a;                          CLIENT; GET /a;     false",
        "drop internal;                           SERVER; GET /a;     false",
        "drop **/a;                               SERVER; GET /x/y/a; true",
        "drop [user_agent.original=kube-probe*];  SERVER; GET /a;     true",
        "drop [user_agent.original=probe*];       SERVER; GET /a;     false",
        "drop [user_agent.original!=probe*];      SERVER; GET /a;     true",
        "drop [user_agent.original=*/1.2?];       SERVER; GET /a;     false",
        "drop [user_agent.original=*/1.29];       SERVER; GET /a;     true",
        "drop [tenant=*];                         SERVER; GET /a;     false",
        "drop [tenant!=*];                        SERVER; GET /a;     true",
        "drop [http.request.header.X-Debug=1];    SERVER; GET /a;     true",
        "drop [ city = a, b ] /a;                 SERVER; GET /a;     true",
        "drop [odd=a\\]b=c] GET;                  SERVER; GET /a;     true",
        "drop /a\\,b;                             SERVER; GET /a,b;   true",
        "drop /a\\ b;                             SERVER; GET /a b;   true",
      })
  void matchesWhatTheConditionsSay(String text, SpanKind kind, String request, boolean matches) {
    Map<String, String> attributes =
        Map.of(
            "user_agent.original", "kube-probe/1.29",
            "header x-debug", "1",
            "city", "a, b",
            "odd", "a]b=c");
    TestStart start = new TestStart(kind, attributes);
    List<Rule> rules = read(text);

    assertThat(problems).isEmpty();
    assertThat(rules)
        .singleElement()
        .satisfies(
            rule ->
                assertThat(rule.matches(start, request, start.method(request), start.path(request)))
                    .isEqualTo(matches));
  }

  @Test
  void readsForce() {
    assertThat(read("force drop GET /health*, drop /x"))
        .extracting(Rule::isForced)
        .containsExactly(true, false);
    assertThat(problems).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "drop, 5/z /search*, keep;  rule 2 (5/z /search*), column 7; \"5/z\" is no action",
        "/a drop;                   rule 1 (/a drop), column 1;      \"/a\" is no action",
        "101%;                      rule 1 (101%), column 1;         \"101%\" is no action",
        "-1%;                       rule 1 (-1%), column 1;          \"-1%\" is no action",
        "1e9/s;                     rule 1 (1e9/s), column 1;        \"1e9/s\" is no action",
        "1000001/s;                 rule 1 (1000001/s), column 1;    is no action",
        "./s;                       rule 1 (./s), column 1;          is no action",
        "force;                     rule 1 (force), column 6;        \"\" is no action",
        "drop get /a;               rule 1 (drop get /a), column 6;  \"get\" is no condition",
        "drop /a /b;                rule 1 (drop /a /b), column 9;   a second path",
        "drop GET POST;             rule 1 (drop GET POST), column 10; GET|POST",
        "drop server client;        rule 1 (drop server client), column 13; a second span kind",
        "drop GET||POST;            rule 1 (drop GET||POST), column 10; a method is missing",
        "drop [a=b;                 rule 1 (drop [a=b), column 6;    not closed",
        "drop [a];                  rule 1 (drop [a]), column 6;     is not like",
        "drop [=a];                 rule 1 (drop [=a]), column 6;    is not like",
        "drop [a=];                 rule 1 (drop [a=]), column 9;    is empty",
        "drop /a\\;                 rule 1 (drop /a\\), column 6;    ends in a backslash",
      })
  void namesTheRuleAndTheColumnOfWhatIsWrong(String text, String where, String what) {
    List<Rule> rules = read(text);

    assertThat(rules).extracting(Rule::text).doesNotContain(text).hasSizeLessThanOrEqualTo(2);
    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("weft.sampling.rules: " + where)
        .contains(what)
        .endsWith("; the rule is left out")
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", ",", " , ,"})
  void readsNothingAsNoRules(String text) {
    assertThat(read(text)).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void isLinearOnHostileText() {
    read("[".repeat(100_000) + ",".repeat(100_000) + "\\".repeat(100_001));
    read("drop " + "[a=b]".repeat(50_000));
    assertThat(problems).isNotEmpty();
  }

  private List<Rule> read(String text) {
    return new RuleReader("weft.sampling.rules", text).read(problems::add);
  }
}
