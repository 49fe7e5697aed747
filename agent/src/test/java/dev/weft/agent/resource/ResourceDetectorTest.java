package dev.weft.agent.resource;

import static io.opentelemetry.api.common.AttributeKey.longKey;
import static io.opentelemetry.api.common.AttributeKey.stringKey;
import static java.util.Collections.emptyMap;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.agent.config.Config;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.resources.Resource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ResourceDetectorTest {
  /** Attributes of the entities service, telemetry, process, host, os and container. */
  private static final Set<String> OF_THE_CONVENTIONS =
      Set.of(
          "service.name",
          "service.version",
          "service.instance.id",
          "telemetry.sdk.name",
          "telemetry.sdk.language",
          "telemetry.sdk.version",
          "telemetry.distro.name",
          "telemetry.distro.version",
          "process.pid",
          "process.executable.name",
          "process.executable.path",
          "process.runtime.name",
          "process.runtime.version",
          "process.runtime.description",
          "process.owner",
          "host.name",
          "host.arch",
          "os.type",
          "os.description",
          "container.id");

  @Test
  void describesThisProcess() {
    Resource resource = detect(Map.of());

    assertThat(resource.getAttribute(longKey("process.pid")))
        .isEqualTo(ProcessHandle.current().pid());
    assertThat(resource.getAttribute(stringKey("telemetry.distro.name"))).isEqualTo("weft");
    assertThat(resource.getAttribute(stringKey("telemetry.distro.version"))).isEqualTo("1.2.3");
    assertThat(resource.getAttribute(stringKey("telemetry.sdk.language"))).isEqualTo("java");
    assertThat(UUID.fromString(resource.getAttribute(stringKey("service.instance.id"))))
        .isNotNull();
    assertThat(resource.getAttribute(stringKey("process.runtime.version")))
        .isEqualTo(System.getProperty("java.runtime.version"));
    assertThat(resource.getAttribute(stringKey("process.executable.path"))).endsWith("java");
  }

  @Test
  void usesNamesOfTheConventionsOnly() {
    assertThat(
            detect(Map.of()).getAttributes().asMap().keySet().stream()
                .map(AttributeKey::getKey)
                .collect(Collectors.toSet()))
        .isSubsetOf(OF_THE_CONVENTIONS);
  }

  @Test
  void letsTheUserDecide() {
    Resource resource =
        detect(
            Map.of(
                "otel.resource.attributes",
                "service.name=lesser,deployment.environment.name=test%20bed,host.name=h"));
    assertThat(resource.getAttribute(stringKey("service.name"))).isEqualTo("lesser");
    assertThat(resource.getAttribute(stringKey("deployment.environment.name")))
        .isEqualTo("test bed");
    assertThat(resource.getAttribute(stringKey("host.name"))).isEqualTo("h");

    assertThat(
            detect(
                    Map.of(
                        "otel.resource.attributes", "service.name=lesser",
                        "otel.service.name", "shop"))
                .getAttribute(stringKey("service.name")))
        .isEqualTo("shop");
  }

  @Test
  void leavesTheCommandLineOut() {
    assertThat(detect(Map.of()).getAttributes().asMap().keySet())
        .noneMatch(key -> key.getKey().startsWith("process.command"));
  }

  @Test
  void translatesNamesOfSystemsAndProcessors() {
    assertThat(HostAttributes.system("Linux")).isEqualTo("linux");
    assertThat(HostAttributes.system("Mac OS X")).isEqualTo("darwin");
    assertThat(HostAttributes.system("Windows Server 2022")).isEqualTo("windows");
    assertThat(HostAttributes.system("BeOS")).isNull();
    assertThat(HostAttributes.processor("aarch64")).isEqualTo("arm64");
    assertThat(HostAttributes.processor("x86_64")).isEqualTo("amd64");
    assertThat(HostAttributes.processor("riscv64")).isEqualTo("riscv64");
  }

  private static Resource detect(Map<String, String> properties) {
    return ResourceDetector.detect(Config.of(properties, emptyMap(), emptyMap()), "1.2.3");
  }
}
