package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import java.util.List;

/**
 * The trace context in a call as it went over the wire; to make one is to check that it is valid.
 *
 * @param members of {@code tracestate}, {@code key=value}
 */
record SentContext(String traceId, String parentId, String flags, List<String> members) {
  private static final String VERSION_00 = "00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

  static SentContext of(Headers headers) {
    List<String> parents = headers.getOrDefault("Traceparent", List.of());
    assertThat(parents).hasSize(1);
    assertThat(parents.get(0)).matches(VERSION_00);
    String[] fields = parents.get(0).split("-");
    assertThat(fields[1]).doesNotMatch("0+");
    assertThat(fields[2]).doesNotMatch("0+");
    assertThat(fields[3]).isIn("00", "01", "02", "03");
    List<String> states = headers.getOrDefault("Tracestate", List.of());
    assertThat(states).hasSizeLessThan(2);
    return new SentContext(
        fields[1],
        fields[2],
        fields[3],
        states.isEmpty() ? List.of() : List.of(states.get(0).split(",")));
  }
}
