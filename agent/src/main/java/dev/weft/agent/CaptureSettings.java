package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import dev.weft.tracing.LogKeys;
import dev.weft.tracing.TracingSettings;
import java.util.Collections;
import java.util.List;

/** What operations capture, redact and pass on, by the options. */
final class CaptureSettings {

  /** Characters that a value has when details are left out. */
  private static final int SHORT = 512;

  private CaptureSettings() {}

  static TracingSettings read(Config config) {
    return common(config)
        .serverRequestHeaders(names(config, Options.SERVER_REQUEST_HEADERS))
        .serverResponseHeaders(names(config, Options.SERVER_RESPONSE_HEADERS))
        .clientRequestHeaders(names(config, Options.CLIENT_REQUEST_HEADERS))
        .clientResponseHeaders(names(config, Options.CLIENT_RESPONSE_HEADERS))
        .messageHeaders(names(config, Options.MESSAGE_HEADERS))
        .attributeValueLimit(Limits.attributeLength(config))
        .build();
  }

  /** The same without details: no header is captured, and no value long, nor a stack trace. */
  static TracingSettings withoutDetails(Config config) {
    int length = Math.min(Limits.attributeLength(config), SHORT);
    return common(config).attributeValueLimit(length).sqlScanLimit(SHORT).build();
  }

  private static TracingSettings.Builder common(Config config) {
    return TracingSettings.builder()
        .receiveTraced(config.get(Options.RECEIVE_TELEMETRY))
        .kafkaPropagated(config.get(Options.KAFKA_PROPAGATION))
        .logKeys(
            new LogKeys(
                config.get(Options.LOG_TRACE_ID),
                config.get(Options.LOG_SPAN_ID),
                config.get(Options.LOG_TRACE_FLAGS)))
        .knownMethods(config.get(Options.KNOWN_METHODS))
        .queryDropped(config.get(Options.HTTP_QUERY).equals("drop"))
        .sqlSanitized(config.get(Options.SQL_SANITIZED))
        .repeatThreshold(config.get(Options.DB_REPEAT_THRESHOLD));
  }

  private static List<String> names(Config config, Option<List<String>> option) {
    List<String> names = config.find(option);
    return names == null ? Collections.<String>emptyList() : names;
  }
}
