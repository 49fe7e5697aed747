package dev.weft.agent;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.SwitchedOff;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.util.List;

/** The one line that the agent says when it has started. */
final class StartLine {
  private static final AttributeKey<String> SERVICE_NAME = AttributeKey.stringKey("service.name");

  private StartLine() {}

  static String started(Config config, String version, Resource resource, String destination) {
    return "version "
        + version
        + ", service "
        + resource.getAttribute(SERVICE_NAME)
        + ", spans go to "
        + destination
        + switchedOff(config);
  }

  static String disabled(Config config, String version) {
    return "version "
        + version
        + ", no spans (otel.sdk.disabled), context propagates"
        + switchedOff(config);
  }

  private static String switchedOff(Config config) {
    List<String> names = SwitchedOff.of(config);
    return names.isEmpty() ? "" : ", switched off: " + String.join(", ", names);
  }
}
