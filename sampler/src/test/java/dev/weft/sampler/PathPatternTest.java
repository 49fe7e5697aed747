package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathPatternTest {

  @ParameterizedTest
  @CsvSource({
    "/health*, /health",
    "/health*, /healthz",
    "/checkout/**, /checkout",
    "/checkout/**, /checkout/",
    "/checkout/**, /checkout/a/b",
    "/a/*/**, /a/b",
    "/a/*/**, /a/b/c/d",
    "/users/*/orders, /users/7/orders",
    "/users/*/orders, /users//orders",
    "**/info, /a/b/info",
    "**.css, /static/site.css",
    "**/*.css, /static/a.b/site.css",
    "/a**z, /abc/xyz",
    "**, /",
    "*, x",
    "/a***b, /a/b",
    "/**/a*c/**, /x/abc/y",
    "/v*/x*y, /v1/xyxy",
    "/path, /path",
    "/caf\u00e9*\u00e9x*, /caf\u00e9e\u00e9x",
  })
  void matches(String pattern, String path) {
    assertThat(PathPattern.of(pattern).matches(path)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/health*, /health/live",
    "/health*, /api/health",
    "/checkout/**, /checkouts",
    "/a/*/**, /a",
    "/users/*/orders, /users/7/8/orders",
    "/users/*/orders, /users/7/orders/1",
    "/users/*/orders, /users/orders",
    "*, a/b",
    "/path, /path/",
    "/path, /pat",
    "/Path, /path",
    "/a*b*c, /abcb",
    "/a*/, /a",
  })
  void doesNotMatch(String pattern, String path) {
    assertThat(PathPattern.of(pattern).matches(path)).isFalse();
  }

  @Test
  void takesWhatFollowsABackslashLiterally() {
    assertThat(PathPattern.of("/a\\*").matches("/a*")).isTrue();
    assertThat(PathPattern.of("/a\\*").matches("/ab")).isFalse();
    assertThat(PathPattern.of("/a\\\\*").matches("/a\\b")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a\\", "/\uffff"})
  void refusesWhatIsNoPattern(String pattern) {
    assertThatThrownBy(() -> PathPattern.of(pattern)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesMoreThanItCanFollowBetweenTwoStars() {
    String longest = "x".repeat(61);
    assertThat(PathPattern.of("*" + longest + "*").matches("a" + longest)).isTrue();
    assertThatThrownBy(() -> PathPattern.of("*" + longest + "x*"))
        .hasMessageContaining("63 characters");
  }

  @Test
  void agreesWithARegularExpression() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 200_000; i++) {
      String pattern = text(random, "/ab*", 1 + random.nextInt(8));
      String path = text(random, "/ab", random.nextInt(10));
      assertThat(PathPattern.of(pattern).matches(path))
          .as("%s of %s", pattern, path)
          .isEqualTo(regex(pattern).matcher(path).matches());
    }
  }

  @Test
  void staysLinearOnWhatMakesOthersBacktrack() {
    PathPattern pattern = PathPattern.of("**a*a*a*a*a*a**a*b");
    String path = "a".repeat(1_000_000);
    assertThat(pattern.matches(path)).isFalse();
  }

  private static Pattern regex(String source) {
    String pattern = source.replaceAll("\\*{3,}", "**");
    String open = pattern.endsWith("/**") ? pattern.substring(0, pattern.length() - 3) : pattern;
    String body = open.replace("**", "\0").replace("*", "[^/]*").replace("\0", ".*");
    boolean whole = open.isEmpty() && !pattern.equals(open);
    return Pattern.compile(whole ? "/.*" : pattern.equals(open) ? body : body + "(/.*)?");
  }

  private static String text(SplittableRandom random, String alphabet, int length) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }
}
