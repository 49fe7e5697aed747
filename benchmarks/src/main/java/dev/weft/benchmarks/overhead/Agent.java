package dev.weft.benchmarks.overhead;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is compared, sending traces alone to the {@link Sink}. */
enum Agent {
  NONE("none", "no agent", null),
  EMPTY("empty", "an empty agent", null),
  WEFT("weft", "Weft", null, Peers.OTLP),
  OPENTELEMETRY(
      "otel",
      "OpenTelemetry 2.33.1",
      "io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1",
      Peers.OTLP),
  DATADOG("dd", "Datadog 1.68.1", "com.datadoghq:dd-java-agent:1.68.1", Peers.DATADOG),
  ELASTIC("elastic", "Elastic 1.55.1", "co.elastic.apm:elastic-apm-agent:1.55.1", Peers.ELASTIC);

  private final String word;
  private final String label;
  private final @Nullable String coordinates;
  private final List<String> options;

  Agent(String word, String label, @Nullable String coordinates, String... options) {
    this.word = word;
    this.label = label;
    this.coordinates = coordinates;
    this.options = List.of(options);
  }

  /** Its name on the command line. */
  String word() {
    return word;
  }

  String label() {
    return label;
  }

  /** Of its jar, {@code group:artifact:version}; null if the jar is not fetched. */
  @Nullable String coordinates() {
    return coordinates;
  }

  /** System properties, in which {@code {sink}} is the URL of the sink. */
  List<String> options() {
    return options;
  }

  static Agent of(String word) {
    for (Agent agent : values()) {
      if (agent.word.equals(word)) {
        return agent;
      }
    }
    throw new Refusal("no agent is called " + word + ": none, empty, weft, otel, dd, elastic");
  }

  /** Options that leave an agent its traces and take away the rest. */
  private static final class Peers {
    static final String[] OTLP = {
      "otel.exporter.otlp.endpoint={sink}",
      "otel.exporter.otlp.protocol=http/protobuf",
      "otel.metrics.exporter=none",
      "otel.logs.exporter=none",
      "otel.service.name=overhead",
    };
    static final String[] DATADOG = {
      "dd.trace.agent.url={sink}",
      "dd.service=overhead",
      "dd.profiling.enabled=false",
      "dd.appsec.enabled=false",
      "dd.iast.enabled=false",
      "dd.instrumentation.telemetry.enabled=false",
      "dd.remote_config.enabled=false",
      "dd.jmxfetch.enabled=false",
      "dd.runtime.metrics.enabled=false",
      "dd.trace.startup.logs=false",
      "dd.trace.tracer.metrics.enabled=false",
      "dd.trace.health.metrics.enabled=false",
      "dd.dynamic.instrumentation.enabled=false",
      "dd.symbol.database.upload.enabled=false",
      "dd.crashtracking.enabled=false",
      "dd.data.streams.enabled=false",
      "dd.usm.enabled=false",
    };
    static final String[] ELASTIC = {
      "elastic.apm.server_url={sink}",
      "elastic.apm.service_name=overhead",
      "elastic.apm.central_config=false",
      "elastic.apm.cloud_provider=NONE",
      "elastic.apm.metrics_interval=0",
      "elastic.apm.disable_metrics=*",
      "elastic.apm.breakdown_metrics=false",
      "elastic.apm.log_level=WARN",
      // Its stream of spans ends, and so arrives, before the spans are counted.
      "elastic.apm.api_request_time=2s",
    };
  }
}
