package dev.weft.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentSwitchTest {
  private static final String PROPERTY = "otel.javaagent.enabled";

  @AfterEach
  void clear() {
    System.clearProperty(PROPERTY);
  }

  @Test
  void isOnUnlessSomeoneSaysOtherwise() {
    assertThat(AgentSwitch.isOn(Map.of())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "FALSE", " false "})
  void isOffByArgument(String value) {
    assertThat(AgentSwitch.isOn(Map.of(PROPERTY, value))).isFalse();
  }

  @Test
  void isOffByProperty() {
    System.setProperty(PROPERTY, "false");

    assertThat(AgentSwitch.isOn(Map.of())).isFalse();
  }

  @Test
  void takesThePropertyBeforeTheArgument() {
    System.setProperty(PROPERTY, "false");

    assertThat(AgentSwitch.isOn(Map.of(PROPERTY, "true"))).isFalse();
  }

  @Test
  void staysOnForAValueThatIsNone() {
    assertThat(AgentSwitch.isOn(Map.of(PROPERTY, "no"))).isTrue();
  }
}
