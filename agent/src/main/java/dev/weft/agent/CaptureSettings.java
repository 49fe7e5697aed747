package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Option;
import dev.weft.agent.config.Options;
import dev.weft.tracing.TracingSettings;
import java.util.Collections;
import java.util.List;

/** What operations capture and redact, by the options. */
final class CaptureSettings {

  private CaptureSettings() {}

  static TracingSettings read(Config config) {
    return TracingSettings.builder()
        .serverRequestHeaders(names(config, Options.SERVER_REQUEST_HEADERS))
        .serverResponseHeaders(names(config, Options.SERVER_RESPONSE_HEADERS))
        .clientRequestHeaders(names(config, Options.CLIENT_REQUEST_HEADERS))
        .clientResponseHeaders(names(config, Options.CLIENT_RESPONSE_HEADERS))
        .knownMethods(config.get(Options.KNOWN_METHODS))
        .queryDropped(config.get(Options.HTTP_QUERY).equals("drop"))
        .sqlSanitized(config.get(Options.SQL_SANITIZED))
        .samplerReadsAttributes(false)
        .attributeValueLimit(Limits.attributeLength(config))
        .build();
  }

  private static List<String> names(Config config, Option<List<String>> option) {
    List<String> names = config.find(option);
    return names == null ? Collections.<String>emptyList() : names;
  }
}
