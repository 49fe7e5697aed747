package dev.weft.agent;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.config.Config;
import dev.weft.tracing.TracingSettings;
import io.opentelemetry.sdk.trace.SpanLimits;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaptureSettingsTest {

  @Test
  void isWhatTheOptionsSay() {
    TracingSettings settings =
        CaptureSettings.read(
            config(
                Map.of(
                    "otel.instrumentation.http.known-methods", "GET,PURGE",
                    "otel.instrumentation.common.db.query-sanitization.enabled", "false",
                    "otel.instrumentation.kafka.producer-propagation.enabled", "false",
                    "otel.attribute.value.length.limit", "100")));

    assertThat(settings.isKnownMethod("PURGE")).isTrue();
    assertThat(settings.isKnownMethod("POST")).isFalse();
    assertThat(settings.sqlSanitized()).isFalse();
    assertThat(settings.kafkaPropagated()).isFalse();
    assertThat(settings.attributeValueLimit()).isEqualTo(100);
  }

  @Test
  void letsLimitsOfSpansBeatThoseOfAttributes() {
    SpanLimits limits =
        Limits.ofSpans(
            config(
                Map.of(
                    "otel.attribute.count.limit", "10",
                    "otel.span.attribute.count.limit", "20",
                    "otel.event.attribute.count.limit", "5")));

    assertThat(limits.getMaxNumberOfAttributes()).isEqualTo(20);
    assertThat(limits.getMaxNumberOfAttributesPerEvent()).isEqualTo(5);
    assertThat(limits.getMaxNumberOfAttributesPerLink()).isEqualTo(10);
    assertThat(limits.getMaxNumberOfEvents()).isEqualTo(128);
    assertThat(limits.getMaxAttributeValueLength()).isEqualTo(32_768);
  }

  private static Config config(Map<String, String> properties) {
    return Config.of(properties, emptyMap(), emptyMap());
  }
}
