package dev.weft.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UrlRedactionTest {
  private final UrlRedaction redaction = TracingSettings.defaults().urlRedaction();

  @ParameterizedTest
  @CsvSource({
    "https://user:pw@h/p, https://REDACTED:REDACTED@h/p",
    "https://user@h:81/p?a=b, https://REDACTED@h:81/p?a=b",
    "https://u:p@ss@h, https://REDACTED:REDACTED@h",
    "https://h/?token=abc, https://h/?token=REDACTED",
    "https://h/p?a=1&X-Amz-Signature=abc&b=2, https://h/p?a=1&X-Amz-Signature=REDACTED&b=2",
    "https://h/p?SIG=a&sig=b#f, https://h/p?SIG=REDACTED&sig=REDACTED#f",
    "https://h/p?%74oken=abc, https://h/p?%74oken=REDACTED",
    "https://h/p;jsessionid=A1/q;v=2?x=y, https://h/p;jsessionid=REDACTED/q;v=2?x=y",
    "https://h/p;a?token=x, https://h/p;a?token=REDACTED",
    "https://h/cb#access_token=abc&x=1, https://h/cb#access_token=REDACTED&x=1",
    "https://h/?u=http://x?token=a, https://h/?u=http://x?token=REDACTED",
    "https://h/?token=a/b?c=d&e, https://h/?token=REDACTED&e",
  })
  void takesSecretsOut(String url, String clean) {
    assertThat(redaction.url(url)).isEqualTo(clean);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://h/p",
        "https://h/a@b",
        "https://h?q=a@b",
        "https://h/?tokens=1&xsig=2&=3&token=&&;",
        "http://[::1]:80/",
        "",
        "%",
        "https://h/?%7",
        "//",
        "?",
        "#",
        ";",
        "https://h/?code"
      })
  void leavesOthersAsTheyAre(String url) {
    assertThat(redaction.url(url)).isSameAs(url);
  }

  @Test
  void redactsQueriesAndPaths() {
    assertThat(redaction.query("api_key=1&q=2")).isEqualTo("api_key=REDACTED&q=2");
    assertThat(redaction.query(null)).isNull();
    assertThat(redaction.path("/a;jsessionid=1")).isEqualTo("/a;jsessionid=REDACTED");
  }

  @Test
  void dropsQueriesIfTold() {
    UrlRedaction dropping = TracingSettings.builder().queryDropped(true).build().urlRedaction();
    assertThat(dropping.query("a=b")).isNull();
    assertThat(dropping.url("https://u:p@h/p;sid=1?a=b#c"))
        .isEqualTo("https://REDACTED:REDACTED@h/p;sid=REDACTED");
    assertThat(dropping.url("https://h/p?")).isEqualTo("https://h/p");
  }

  @Test
  void takesAnyText() {
    Random random = new Random(1);
    String alphabet = "https://@?#;&=%7token";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder url = new StringBuilder();
      for (int j = random.nextInt(40); j > 0; j--) {
        url.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      String clean = redaction.url(url + "?token=hidden&sig=hidden");
      assertThat(clean).as("%s", url).doesNotContain("hidden");
    }
  }

  @Test
  void findsEveryWordOfASet() {
    IgnoreCaseSet set = new IgnoreCaseSet(Arrays.asList("a", "Bc", "bC", ""));
    assertThat(set.contains("xBC", 1, 3)).isTrue();
    assertThat(set.contains("x", 0, 0)).isTrue();
    assertThat(set.contains("b", 0, 1)).isFalse();
  }
}
