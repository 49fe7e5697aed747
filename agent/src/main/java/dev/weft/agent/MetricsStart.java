package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import dev.weft.agent.config.OtlpSignal;
import dev.weft.agent.config.OtlpTarget;
import dev.weft.agent.metrics.MetricsExport;
import dev.weft.agent.status.Self;
import dev.weft.exporter.otlp.OtlpMetricSender;
import dev.weft.exporter.otlp.OtlpSettings;
import dev.weft.tracing.AgentThread;
import io.opentelemetry.sdk.resources.Resource;
import org.jspecify.annotations.Nullable;

/** Begins to send the agent's own metrics, where an option asks for them. */
final class MetricsStart {

  private MetricsStart() {}

  /** Begins; answers null where nothing is to be sent, or cannot be. */
  static @Nullable MetricsExport begin(
      Config config, Self self, Resource resource, String version) {
    if (!config.get(Options.METRICS_EXPORTER).contains("otlp")) {
      return null;
    }
    OtlpTarget target = OtlpTarget.of(config, OtlpSignal.METRICS);
    try {
      OtlpSettings settings = SenderChoice.settings(config, target, version);
      OtlpMetricSender sender =
          target.grpc()
              ? OtlpMetricSender.grpc(settings, new AgentThreads("weft-grpc"))
              : OtlpMetricSender.http(settings, new AgentThreads("weft-guard"));
      String type =
          OtlpTarget.of(config, OtlpSignal.TRACES).grpc()
              ? "otlp_grpc_span_exporter"
              : "otlp_http_span_exporter";
      MetricsExport export =
          new MetricsExport(
              self, resource, sender, config.get(Options.METRIC_EXPORT_INTERVAL), type);
      new AgentThread(export, "weft-metrics").start();
      return export;
    } catch (IllegalArgumentException e) {
      config.problems().accept(e.getMessage() + "; no metrics are sent");
      return null;
    }
  }
}
