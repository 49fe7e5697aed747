package dev.weft.benchmarks.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ReadmeSectionTest {
  @Test
  void replacesWhatStandsBetweenItsMarkers() {
    String text = "before\n<!-- x -->\nold\n<!-- end of x -->\nafter\n";

    assertThat(ReadmeSection.replace(text, "x", "new\n\n"))
        .isEqualTo("before\n<!-- x -->\nnew\n<!-- end of x -->\nafter\n");
  }

  @Test
  void refusesATextWithoutThem() {
    assertThatThrownBy(() -> ReadmeSection.replace("text", "x", "new"))
        .hasMessageContaining("\"x\"");
  }
}
