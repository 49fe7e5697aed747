package dev.weft.agent.resource;

import dev.weft.agent.config.Config;
import dev.weft.agent.config.Options;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.semconv.SchemaUrls;
import java.util.Map;

/**
 * Puts the resource together. What the user says in {@code otel.resource.attributes} beats what is
 * found, and {@code otel.service.name} beats both.
 */
public final class ResourceDetector {

  private ResourceDetector() {}

  /**
   * Detects. Takes some milliseconds; what cannot be found out is left out.
   *
   * @param agentVersion for {@code telemetry.distro.version}
   */
  public static Resource detect(Config config, String agentVersion) {
    Surroundings surroundings = Surroundings.ofThisProcess();
    AttributesBuilder attributes = Resource.getDefault().getAttributes().toBuilder();
    attributes.put("telemetry.distro.name", "weft");
    attributes.put("telemetry.distro.version", agentVersion);
    ProcessAttributes.put(attributes, surroundings);
    HostAttributes.put(attributes, surroundings);
    ContainerId.put(attributes, surroundings);
    ServiceAttributes.put(attributes, surroundings);
    Map<String, String> chosen = config.find(Options.RESOURCE_ATTRIBUTES);
    if (chosen != null) {
      for (Map.Entry<String, String> attribute : chosen.entrySet()) {
        attributes.put(attribute.getKey(), attribute.getValue());
      }
    }
    String serviceName = config.find(Options.SERVICE_NAME);
    if (serviceName != null) {
      attributes.put("service.name", serviceName);
    }
    return Resource.create(attributes.build(), SchemaUrls.V1_45_0);
  }
}
