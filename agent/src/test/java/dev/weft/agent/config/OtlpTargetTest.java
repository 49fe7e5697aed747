package dev.weft.agent.config;

import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OtlpTargetTest {

  @Test
  void appendsThePathToTheGeneralEndpoint() {
    assertThat(url(Map.of())).isEqualTo("http://localhost:4318/v1/traces");
    assertThat(url(Map.of("otel.exporter.otlp.endpoint", "http://collector:4318/")))
        .isEqualTo("http://collector:4318/v1/traces");
    assertThat(url(Map.of("otel.exporter.otlp.endpoint", "https://host/otlp")))
        .isEqualTo("https://host/otlp/v1/traces");
  }

  @Test
  void takesTheEndpointForSpansAsItIs() {
    assertThat(
            url(
                Map.of(
                    "otel.exporter.otlp.endpoint", "http://other",
                    "otel.exporter.otlp.traces.endpoint", "http://collector:4318")))
        .isEqualTo("http://collector:4318");
  }

  @Test
  void sendsByGrpcToItsOwnPortAndAppendsNoPath() {
    OtlpTarget target = target(config(Map.of("otel.exporter.otlp.protocol", "grpc")));

    assertThat(target.grpc()).isTrue();
    assertThat(target.url()).isEqualTo("http://localhost:4317");
    assertThat(
            url(
                Map.of(
                    "otel.exporter.otlp.traces.protocol", "grpc",
                    "otel.exporter.otlp.endpoint", "http://collector:43170")))
        .isEqualTo("http://collector:43170");
  }

  @Test
  void securesAGrpcEndpointThatNamesNoSchemeUnlessToldOtherwise() {
    Map<String, String> plain =
        Map.of(
            "otel.exporter.otlp.protocol", "grpc",
            "otel.exporter.otlp.endpoint", "collector:4317");

    assertThat(url(plain)).isEqualTo("https://collector:4317");
    Map<String, String> insecure = new HashMap<>(plain);
    insecure.put("otel.exporter.otlp.insecure", "true");
    assertThat(url(insecure)).isEqualTo("http://collector:4317");
  }

  @Test
  void prefersTheOptionsForSpans() {
    OtlpTarget target =
        target(
            config(
                Map.of(
                    "otel.exporter.otlp.timeout", "1s",
                    "otel.exporter.otlp.traces.timeout", "2s",
                    "otel.exporter.otlp.headers", "a=1",
                    "otel.exporter.otlp.traces.headers", "b=2",
                    "otel.exporter.otlp.compression", "gzip",
                    "otel.exporter.otlp.certificate", "ca.pem",
                    "otel.java.exporter.otlp.retry.disabled", "true")));

    assertThat(target.timeoutMillis()).isEqualTo(2_000);
    assertThat(target.headers()).containsExactly(Map.entry("b", "2"));
    assertThat(target.gzip()).isTrue();
    assertThat(target.retry()).isFalse();
    assertThat(target.certificate()).isEqualTo("ca.pem");
    assertThat(target.clientKey()).isNull();
  }

  @Test
  void showsNoPasswordOrKey() {
    assertThat(
            target(config(Map.of("otel.exporter.otlp.traces.endpoint", "https://a:b@h/p?key=1")))
                .shownUrl())
        .isEqualTo("https://h/p");
  }

  @Test
  void goesByTheMetricsOwnOptionsForMetrics() {
    Config config =
        config(
            Map.of(
                "otel.exporter.otlp.endpoint", "http://collector:4318",
                "otel.exporter.otlp.timeout", "1s",
                "otel.exporter.otlp.metrics.timeout", "3s",
                "otel.exporter.otlp.traces.headers", "b=2"));
    OtlpTarget target = OtlpTarget.of(config, OtlpSignal.METRICS);

    assertThat(target.url()).isEqualTo("http://collector:4318/v1/metrics");
    assertThat(target.timeoutMillis()).isEqualTo(3_000);
    assertThat(target.headers()).isEmpty();
  }

  private static String url(Map<String, String> properties) {
    return target(config(properties)).url();
  }

  private static OtlpTarget target(Config config) {
    return OtlpTarget.of(config, OtlpSignal.TRACES);
  }

  private static Config config(Map<String, String> properties) {
    return Config.of(properties, emptyMap(), emptyMap());
  }
}
