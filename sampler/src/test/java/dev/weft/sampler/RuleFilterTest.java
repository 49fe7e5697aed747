package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleFilterTest {
  private static final String[] CONDITIONS = {
    "",
    "GET",
    "GET|PUT",
    "client",
    "server POST",
    "/a",
    "/a/**",
    "/a*",
    "**.css",
    "/long/path/x*",
    "/caf\u00e9/\u20ac*",
    "GET /a/**",
    "server /long/**"
  };
  private static final String[] METHODS = {"GET", "PUT", "POST", "PURGE"};
  private static final String[] PATHS = {
    "/",
    "/a",
    "/a/",
    "/a/b",
    "/ab",
    "/x.css",
    "/long/path/xyz",
    "/long/path",
    "/long",
    "",
    "/A",
    "/caf\u00e9/\u20ac1",
    "/caf\u00e9/\u30ac1"
  };

  @Test
  void letsThroughAllThatMatchAndFewOthers() {
    SplittableRandom random = new SplittableRandom(9);
    int passed = 0;
    int matched = 0;
    for (int round = 0; round < 2_000; round++) {
      List<Rule> rules = rules(random);
      RuleFilter filter = new RuleFilter(rules);
      SpanKind kind = SpanKind.values()[random.nextInt(SpanKind.values().length)];
      boolean http = random.nextInt(8) > 0;
      String method = http ? METHODS[random.nextInt(METHODS.length)] : null;
      String path = http ? PATHS[random.nextInt(PATHS.length)] : null;
      for (int i = 0; i < rules.size(); i++) {
        boolean passes =
            filter.passes(i, filter.selector(kind, method), RuleFilter.beginning(path));
        boolean matches = matches(rules.get(i), kind, method, path);
        assertThat(passes || !matches).as("%s for %s", rules.get(i).text(), path).isTrue();
        passed += passes ? 1 : 0;
        matched += matches ? 1 : 0;
      }
    }
    assertThat(passed).isLessThan(2 * matched);
  }

  @Test
  void letsMethodsThroughThatItHasNoRoomFor() {
    StringBuilder text = new StringBuilder();
    for (char c = 'A'; c <= 'Z'; c++) {
      text.append("drop M").append(c).append("|X").append(c).append(',');
    }
    List<Rule> rules = new RuleReader("test", text.toString()).read(problem -> {});
    RuleFilter filter = new RuleFilter(rules);
    for (int i = 0; i < rules.size(); i++) {
      for (String method : rules.get(i).methods()) {
        assertThat(filter.passes(i, filter.selector(SpanKind.SERVER, method), 0)).isTrue();
      }
    }
  }

  private static boolean matches(
      Rule rule, SpanKind kind, @Nullable String method, @Nullable String path) {
    return rule.matches(new TestStart(kind, Map.of()), "", method, path);
  }

  private static List<Rule> rules(SplittableRandom random) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      texts.add("keep " + CONDITIONS[random.nextInt(CONDITIONS.length)]);
    }
    return new RuleReader("test", String.join(",", texts))
        .read(
            problem -> {
              throw new AssertionError(problem);
            });
  }
}
