package dev.weft.propagation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** What may be sent to the next service, said by regular expressions and not by our parsers. */
final class LegalHeaders {
  private static final Pattern TRACEPARENT =
      Pattern.compile("00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-0[0-3]");
  private static final Pattern STATE_MEMBER =
      Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}=[ -~&&[^,=]]{0,255}[!-~&&[^,=]]");
  private static final String TOKEN = "[!#$%&'*+\\-.^_`|~0-9A-Za-z]+";
  private static final Pattern NAME = Pattern.compile(TOKEN);
  private static final Pattern VALUE = Pattern.compile("[ -~\t]*");
  private static final Pattern BAGGAGE_MEMBER =
      Pattern.compile(TOKEN + "=[!-~&&[^\",;\\\\]]*(;[ -~\t&&[^,]]*)?");
  private static final Pattern BAD_PERCENT = Pattern.compile("^[^=]*=[^;]*%(?![0-9A-F]{2})");

  private LegalHeaders() {}

  static void assertLegal(Headers sent) {
    for (String name : sent.names()) {
      assertThat(name).matches(NAME);
      for (String value : sent.all(name)) {
        assertThat(value).matches(VALUE);
      }
    }
    one(sent, "traceparent", TRACEPARENT);
    one(sent, "b3", Pattern.compile("[0-9a-f]{32}-[0-9a-f]{16}-[01d]"));
    one(sent, "X-B3-TraceId", Pattern.compile("[0-9a-f]{32}"));
    one(sent, "X-B3-SpanId", Pattern.compile("[0-9a-f]{16}"));
    one(sent, "X-B3-Sampled", Pattern.compile("[01]"));
    one(sent, "X-B3-Flags", Pattern.compile("1"));
    one(sent, "uber-trace-id", Pattern.compile("[0-9a-f]{32}:[0-9a-f]{16}:0:[01]"));
    assertThat(sent.names()).doesNotContain("X-B3-ParentSpanId");
    tracestate(sent);
    baggage(sent);
  }

  private static void one(Headers sent, String name, Pattern pattern) {
    assertThat(sent.all(name))
        .hasSizeLessThanOrEqualTo(1)
        .allMatch(value -> pattern.matcher(value).matches());
  }

  private static void tracestate(Headers sent) {
    assertThat(sent.all("tracestate")).hasSizeLessThanOrEqualTo(1);
    for (String list : sent.all("tracestate")) {
      assertThat(sent.all("traceparent")).as("has a parent").hasSize(1);
      assertThat(list.length()).isBetween(1, 512);
      String[] members = list.split(",", -1);
      assertThat(members).hasSizeLessThanOrEqualTo(32);
      List<String> keys = Arrays.stream(members).map(member -> member.split("=", 2)[0]).toList();
      assertThat(keys).doesNotHaveDuplicates();
      assertThat(members).allMatch(member -> STATE_MEMBER.matcher(member).matches());
    }
  }

  private static void baggage(Headers sent) {
    assertThat(sent.all("baggage")).hasSizeLessThanOrEqualTo(1);
    for (String list : sent.all("baggage")) {
      assertThat(list.length()).isBetween(1, 8192);
      assertThat(list).as("no whitespace around").isEqualTo(list.strip());
      String[] members = list.split(",", -1);
      assertThat(members).hasSizeLessThanOrEqualTo(64);
      assertThat(members)
          .allMatch(member -> BAGGAGE_MEMBER.matcher(member).matches())
          .noneMatch(member -> BAD_PERCENT.matcher(member).find());
    }
  }
}
