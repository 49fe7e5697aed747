package dev.weft.agent.config;

/** A signal that goes by OTLP: its path, and its own options. */
public enum OtlpSignal {
  TRACES("v1/traces", Options.OTLP_TRACES),
  METRICS("v1/metrics", Options.OTLP_METRICS);

  final String path;
  final OtlpOptions options;

  OtlpSignal(String path, OtlpOptions options) {
    this.path = path;
    this.options = options;
  }
}
