package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class AgentArgumentsTest {
  @Test
  void readsPairs() {
    assertThat(AgentArguments.parse("otel.service.name=shop; otel.traces.sampler = always_on ;"))
        .containsExactly(
            entry("otel.service.name", "shop"), entry("otel.traces.sampler", "always_on"));
  }

  @Test
  void keepsEqualsSignsOfTheValue() {
    assertThat(AgentArguments.parse("otel.resource.attributes=a=1,b=2"))
        .containsExactly(entry("otel.resource.attributes", "a=1,b=2"));
  }

  @Test
  void countsTheLaterOfTwo() {
    assertThat(AgentArguments.parse("a=1;a=2")).containsExactly(entry("a", "2"));
  }

  @Test
  void readsNothingOutOfNothing() {
    assertThat(AgentArguments.parse("")).isEmpty();
    assertThat(AgentArguments.parse(" ;; ")).isEmpty();
  }

  @Test
  void saysThatPiecesAreNoPairsInOneLineThatRepeatsNoneOfThem() {
    CapturedStandardError.Result<?> result =
        CapturedStandardError.during(
            () -> AgentArguments.parse("otel.exporter.otlp.headers=key=a;s3cret;=x;b=2"));

    assertThat(result.value()).hasToString("{otel.exporter.otlp.headers=key=a, b=2}");
    assertThat(result.lines())
        .containsExactly("weft: ignored 2 of the agent's arguments: expected key=value;key=value");
  }
}
