package dev.weft.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OptionsTest {

  @Test
  void acceptsItsOwnDefaults() {
    for (Option<?> option : Options.all()) {
      String text = option.defaultText();
      if (text != null) {
        assertThat(option.type().parse(text)).as(option.name()).isNotNull();
      }
    }
  }

  @Test
  void namesEachOptionOnceAndDescribesIt() {
    assertThat(Options.all()).extracting(Option::name).doesNotHaveDuplicates();
    assertThat(Options.all())
        .allSatisfy(
            option -> {
              assertThat(option.name()).matches("(otel|weft)\\.[a-z.-]+");
              assertThat(option.description()).endsWith(".").hasSizeLessThan(100);
            });
  }

  @Test
  void hidesWhatMayBeCredentials() {
    assertThat(Options.OTLP_HEADERS.shown("a=b")).isEqualTo("***");
    assertThat(Options.OTLP_ENDPOINT.shown("http://me:pw@host:4318/x?key=1"))
        .isEqualTo("http://host:4318/x");
  }
}
