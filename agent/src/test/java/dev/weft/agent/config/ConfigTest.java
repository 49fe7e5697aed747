package dev.weft.agent.config;

import static java.util.Arrays.asList;
import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigTest {
  @TempDir Path folder;

  @Test
  void asksTheStrongestSourceFirst() throws IOException {
    Path file = Files.writeString(folder.resolve("weft.properties"), "otel.service.name=file\n");
    Map<String, String> path = Map.of("otel.javaagent.configuration-file", file.toString());
    Map<String, String> environment =
        Map.of(
            "OTEL_SERVICE_NAME",
            "environment",
            "OTEL_JAVAAGENT_CONFIGURATION_FILE",
            file.toString());

    assertThat(setting(Config.of(path, emptyMap(), emptyMap()))).isEqualTo("file from FILE");
    assertThat(setting(Config.of(emptyMap(), emptyMap(), environment)))
        .isEqualTo("environment from ENVIRONMENT");
    assertThat(setting(Config.of(emptyMap(), Map.of("otel.service.name", "argument"), environment)))
        .isEqualTo("argument from AGENT_ARGUMENT");
    assertThat(
            setting(
                Config.of(
                    Map.of("otel.service.name", "property"),
                    Map.of("otel.service.name", "argument"),
                    environment)))
        .isEqualTo("property from SYSTEM_PROPERTY");
  }

  @Test
  void takesAnEmptyValueForNone() {
    Config config =
        Config.of(
            Map.of("otel.service.name", "  "),
            emptyMap(),
            Map.of("OTEL_SERVICE_NAME", "environment"));

    assertThat(config.find(Options.SERVICE_NAME)).isEqualTo("environment");
  }

  @Test
  void usesTheDefaultForAWrongValueAndSaysSoOnce() {
    Config config = properties("otel.bsp.max.queue.size", "many");

    assertThat(config.get(Options.BSP_MAX_QUEUE_SIZE)).isEqualTo(65_536);
    assertThat(config.get(Options.BSP_MAX_QUEUE_SIZE)).isEqualTo(65_536);
    assertThat(config.problems().lines())
        .containsExactly(
            "otel.bsp.max.queue.size=many (system property) is not accepted; accepted: a whole"
                + " number from 1 to 16777216; using 65536");
  }

  @Test
  void neverShowsASecret() {
    Config config = properties("otel.exporter.otlp.headers", "api-key");

    assertThat(config.find(Options.OTLP_HEADERS)).isNull();
    assertThat(config.problems().lines())
        .singleElement()
        .asString()
        .startsWith("otel.exporter.otlp.headers=*** ")
        .doesNotContain("api-key");
  }

  @Test
  void keepsControlCharactersOutOfItsComplaints() {
    Config config = properties("otel.sdk.disabled", "yes\nweft ERROR faked");

    assertThat(config.get(Options.SDK_DISABLED)).isFalse();
    assertThat(config.problems().lines()).singleElement().asString().doesNotContain("\n");
  }

  @Test
  void readsEachKindOfValue() {
    assertThat(properties("otel.sdk.disabled", "TRUE").get(Options.SDK_DISABLED)).isTrue();
    assertThat(properties("otel.bsp.schedule.delay", "3s").get(Options.BSP_SCHEDULE_DELAY))
        .isEqualTo(3_000);
    assertThat(properties("otel.bsp.schedule.delay", "250").get(Options.BSP_SCHEDULE_DELAY))
        .isEqualTo(250);
    assertThat(properties("weft.exporter.queue.bytes", "16M").find(Options.EXPORTER_QUEUE_BYTES))
        .isEqualTo(16L << 20);
    assertThat(properties("weft.exporter.queue.bytes", "9").find(Options.EXPORTER_QUEUE_BYTES))
        .isEqualTo(9);
    assertThat(properties("weft.exporter.queue.bytes", "-1k").find(Options.EXPORTER_QUEUE_BYTES))
        .isNull();
    assertThat(properties("otel.propagators", "b3, ,jaeger,").get(Options.PROPAGATORS))
        .containsExactly("b3", "jaeger");
    assertThat(properties("otel.traces.exporter", "OTLP,console").get(Options.TRACES_EXPORTER))
        .containsExactly("otlp", "console");
    assertThat(
            properties("otel.exporter.otlp.headers", "a=1%2C2,b=x=y, c = z ")
                .find(Options.OTLP_HEADERS))
        .containsExactly(Map.entry("a", "1,2"), Map.entry("b", "x=y"), Map.entry("c", "z"));
  }

  @Test
  void refusesNegativeAndOverflowingDurations() {
    for (String wrong : asList("-1", "s", "1.5s", "9223372036854775807d", "soon")) {
      Config config = properties("otel.bsp.schedule.delay", wrong);
      assertThat(config.get(Options.BSP_SCHEDULE_DELAY)).isEqualTo(5_000);
      assertThat(config.problems().lines()).hasSize(1);
    }
  }

  @Test
  void understandsFormerNames() {
    assertThat(
            properties("otel.instrumentation.common.db-statement-sanitizer.enabled", "false")
                .get(Options.SQL_SANITIZED))
        .isFalse();
  }

  @Test
  void switchesInstrumentationsByTheirMostExactName() {
    Config config =
        Config.of(
            Map.of("otel.instrumentation.servlet.enabled", "false"),
            emptyMap(),
            Map.of("OTEL_INSTRUMENTATION_SERVLET_5_0_ENABLED", "true"));

    assertThat(config.instrumentationEnabled(asList("servlet-3.0", "servlet"), true)).isFalse();
    assertThat(config.instrumentationEnabled(asList("servlet-5.0", "servlet"), true)).isTrue();
    assertThat(config.instrumentationEnabled(asList("jdbc"), true)).isTrue();
    assertThat(config.instrumentationEnabled(asList("jdbc"), false)).isFalse();
  }

  @Test
  void switchesAllOthersOffTogether() {
    Config config =
        Config.of(
            Map.of(
                "otel.instrumentation.common.default-enabled",
                "false",
                "otel.instrumentation.jdbc.enabled",
                "true"),
            emptyMap(),
            emptyMap());

    assertThat(config.instrumentationEnabled(asList("jdbc"), true)).isTrue();
    assertThat(config.instrumentationEnabled(asList("servlet"), true)).isFalse();
    assertThat(SwitchedOff.of(config)).containsExactly("all others");
  }

  @Test
  void namesWhatIsSwitchedOff() {
    Config config =
        Config.of(
            Map.of("otel.instrumentation.jdbc.enabled", "false"),
            emptyMap(),
            Map.of("OTEL_INSTRUMENTATION_SERVLET_ENABLED", "false"));

    assertThat(SwitchedOff.of(config)).containsExactly("jdbc", "servlet");
  }

  @Test
  void goesOnWithoutAFileThatIsNotThere() {
    Config config = properties("otel.javaagent.configuration-file", "/no/such/file");

    assertThat(config.get(Options.AGENT_ENABLED)).isTrue();
    assertThat(config.problems().lines())
        .containsExactly(
            "otel.javaagent.configuration-file=/no/such/file cannot be read; going on without it");
  }

  private static String setting(Config config) {
    Setting setting = config.setting(Options.SERVICE_NAME);
    assertThat(setting).isNotNull();
    return setting.text() + " from " + setting.source();
  }

  private static Config properties(String name, String value) {
    return Config.of(Map.of(name, value), emptyMap(), emptyMap());
  }
}
