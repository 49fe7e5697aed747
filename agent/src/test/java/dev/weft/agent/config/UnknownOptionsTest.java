package dev.weft.agent.config;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class UnknownOptionsTest {

  @Test
  void listsThemInOneLine() {
    Config config =
        Config.of(
            Map.of("otel.sevice.name", "shop", "otel.service.name", "shop", "user.name", "me"),
            emptyMap(),
            Map.of("OTEL_LOGS_EXPORTER", "otlp", "PATH", "/bin"));

    assertThat(UnknownOptions.describe(config))
        .isEqualTo(
            "options that Weft does not have are ignored: OTEL_LOGS_EXPORTER, otel.sevice.name");
  }

  @Test
  void isSilentAboutSwitchesOffOfWhatIsNotThere() {
    Config config =
        Config.of(
            Map.of("otel.metrics.exporter", "none", "otel.instrumentation.kafka.enabled", "false"),
            emptyMap(),
            Map.of("OTEL_LOGS_EXPORTER", "none", "OTEL_INSTRUMENTATION_KAFKA_ENABLED", "true"));

    assertThat(UnknownOptions.describe(config)).isNull();
  }
}
