package dev.weft.sampler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.propagation.Propagators;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdMemberTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                   | c | ot=th:c",
        "a=1                  | c | ot=th:c,a=1",
        "a=1,ot=th:8,b=2      | c | ot=th:c,a=1,b=2",
        "a=1,ot=th:c,b=2      | c | a=1,ot=th:c,b=2",
        "a=1,ot=rv:00000000000001 | c | ot=th:c;rv:00000000000001,a=1",
        "ot=x:1;th:8;y:2      | c | ot=th:c;x:1;y:2",
        "ot=th:8;th:4         | c | ot=th:c",
        "ot=thx:1             | c | ot=th:c;thx:1",
      })
  void setsTheThresholdAtTheLeftEnd(String before, String threshold, String after) {
    assertThat(text(ThresholdMember.set(state(before), threshold))).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=1,ot=th:8,b=2                | a=1,b=2",
        "a=1,ot=th:8;rv:00000000000001  | ot=rv:00000000000001,a=1",
        "a=1,ot=rv:00000000000001       | a=1,ot=rv:00000000000001",
        "ot=th:8                        | ''",
        "a=1                            | a=1",
        "a=1,ot=x:1;th:;y:2             | ot=x:1;y:2,a=1",
      })
  void erasesTheThresholdAndNothingElse(String before, String after) {
    assertThat(text(ThresholdMember.erase(state(before)))).isEqualTo(after);
  }

  @Test
  void leavesTheThresholdOutWhereTheMemberWouldGetTooLong() {
    String unknown = "x:" + "y".repeat(250);
    assertThat(text(ThresholdMember.set(state("ot=" + unknown), "0"))).isEqualTo("ot=" + unknown);
    String stale = "x:" + "y".repeat(240);
    assertThat(text(ThresholdMember.set(state("ot=th:8;" + stale), "0123456789abcd")))
        .isEqualTo("ot=" + stale);
  }

  @Test
  void pushesTheRightMostMemberOutOfAFullList() {
    StringBuilder full = new StringBuilder("k0=0");
    for (int i = 1; i < 32; i++) {
      full.append(",k").append(i).append("=0");
    }
    TraceState set = ThresholdMember.set(state(full.toString()), "c");
    assertThat(set.size()).isEqualTo(32);
    assertThat(text(set)).startsWith("ot=th:c,k0=0,").endsWith(",k30=0");
  }

  @Test
  void movesToTheLeftInOpenTelemetrysOwnListToo() {
    TraceState state = TraceState.builder().put("ot", "th:8").put("a", "1").build();
    assertThat(text(ThresholdMember.set(state, "c"))).isEqualTo("ot=th:c,a=1");
    assertThat(text(ThresholdMember.erase(state))).isEqualTo("a=1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ot=rv:0000000000000f      | 15 | -1",
        "ot=th:8;rv:0000000000000f | 15 | 36028797018963968",
        "ot=rv:0000000000000F;th:0 | -1 | 0",
        "ot=rv:00000000000000f     | -1 | -1",
        "ot=rv:f;th:xyz            | -1 | -1",
        "ot=trv:0000000000000f     | -1 | -1",
        "a=1                       | -1 | -1",
        "''                        | -1 | -1",
      })
  void readsRandomnessAndThreshold(String text, long randomness, long threshold) {
    assertThat(ThresholdMember.randomness(state(text))).isEqualTo(randomness);
    assertThat(ThresholdMember.threshold(state(text))).isEqualTo(threshold);
  }

  /** As it comes from the wire. */
  static TraceState state(String text) {
    Map<String, String> headers =
        Map.of(
            "traceparent",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "tracestate",
            text);
    Context extracted =
        Propagators.create(
                List.of("tracecontext"),
                problem -> {
                  throw new IllegalStateException(problem);
                })
            .extract(Context.root(), headers, new MapGetter());
    return Span.fromContext(extracted).getSpanContext().getTraceState();
  }

  static String text(TraceState state) {
    StringBuilder text = new StringBuilder();
    state.forEach(
        (key, value) ->
            text.append(text.length() == 0 ? "" : ",").append(key).append('=').append(value));
    return text.toString();
  }

  private static final class MapGetter implements TextMapGetter<Map<String, String>> {
    @Override
    public Iterable<String> keys(Map<String, String> carrier) {
      return carrier.keySet();
    }

    @Override
    public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
      return carrier == null ? null : carrier.get(key);
    }
  }
}
