package dev.weft.agent.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TerminalTest {

  @Test
  void takesItsWidthFromColumns() {
    assertThat(new Terminal(Map.of("COLUMNS", "97"), true).width()).isEqualTo(97);
    assertThat(new Terminal(Map.of("COLUMNS", "wide"), true).width()).isEqualTo(120);
    assertThat(new Terminal(Map.of(), true).width()).isEqualTo(120);
  }

  @Test
  void coloursOnlyOnATerminalThatWantsIt() {
    assertThat(new Terminal(Map.of(), true).colour()).isTrue();
    assertThat(new Terminal(Map.of(), false).colour()).isFalse();
    assertThat(new Terminal(Map.of("NO_COLOR", "1"), true).colour()).isFalse();
    assertThat(new Terminal(Map.of("TERM", "dumb"), true).colour()).isFalse();
  }

  @Test
  void fallsBackToAsciiInALocaleWithoutUtf8() {
    assertThat(new Terminal(Map.of("LANG", "en_US.UTF-8"), true).unicode()).isTrue();
    assertThat(new Terminal(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8"), true).unicode())
        .isFalse();
    assertThat(new Terminal(Map.of(), true).unicode()).isTrue();
  }
}
