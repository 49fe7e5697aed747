package dev.weft.agent.config;

import java.util.Map;

/**
 * A signal that goes by OTLP: its path, and the options that count before those for all signals.
 */
public enum OtlpSignal {
  TRACES(
      "v1/traces",
      Options.OTLP_TRACES_ENDPOINT,
      Options.OTLP_TRACES_PROTOCOL,
      Options.OTLP_TRACES_INSECURE,
      Options.OTLP_TRACES_HEADERS,
      Options.OTLP_TRACES_TIMEOUT,
      Options.OTLP_TRACES_COMPRESSION,
      Options.OTLP_TRACES_CERTIFICATE,
      Options.OTLP_TRACES_CLIENT_KEY,
      Options.OTLP_TRACES_CLIENT_CERTIFICATE),
  METRICS(
      "v1/metrics",
      Options.OTLP_METRICS_ENDPOINT,
      Options.OTLP_METRICS_PROTOCOL,
      Options.OTLP_METRICS_INSECURE,
      Options.OTLP_METRICS_HEADERS,
      Options.OTLP_METRICS_TIMEOUT,
      Options.OTLP_METRICS_COMPRESSION,
      Options.OTLP_METRICS_CERTIFICATE,
      Options.OTLP_METRICS_CLIENT_KEY,
      Options.OTLP_METRICS_CLIENT_CERTIFICATE);

  final String path;
  final Option<String> endpoint;
  final Option<String> protocol;
  final Option<Boolean> insecure;
  final Option<Map<String, String>> headers;
  final Option<Long> timeout;
  final Option<String> compression;
  final Option<String> certificate;
  final Option<String> clientKey;
  final Option<String> clientCertificate;

  OtlpSignal(
      String path,
      Option<String> endpoint,
      Option<String> protocol,
      Option<Boolean> insecure,
      Option<Map<String, String>> headers,
      Option<Long> timeout,
      Option<String> compression,
      Option<String> certificate,
      Option<String> clientKey,
      Option<String> clientCertificate) {
    this.path = path;
    this.endpoint = endpoint;
    this.protocol = protocol;
    this.insecure = insecure;
    this.headers = headers;
    this.timeout = timeout;
    this.compression = compression;
    this.certificate = certificate;
    this.clientKey = clientKey;
    this.clientCertificate = clientCertificate;
  }
}
