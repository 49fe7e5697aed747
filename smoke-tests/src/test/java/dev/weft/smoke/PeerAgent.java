package dev.weft.smoke;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another agent that traces requests, as its project publishes it. */
enum PeerAgent {
  OPENTELEMETRY(
      "the OpenTelemetry agent",
      "io.opentelemetry.javaagent:opentelemetry-javaagent:2.33.1",
      "io.opentelemetry.tomcat-7.0",
      "otel.metrics.exporter=none",
      "otel.logs.exporter=none"),
  ELASTIC(
      "Elastic's agent",
      "co.elastic.apm:elastic-apm-agent:1.55.1",
      "{\"transaction\"",
      "elastic.apm.server_url={intake}",
      "elastic.apm.central_config=false",
      "elastic.apm.cloud_provider=NONE",
      "elastic.apm.disable_metrics=*",
      "elastic.apm.log_level=ERROR",
      "elastic.apm.api_request_time=500ms"),
  DATADOG(
      "Datadog's agent",
      "com.datadoghq:dd-java-agent:1.68.1",
      "servlet.request",
      "dd.trace.agent.url={intake}",
      "dd.profiling.enabled=false",
      "dd.instrumentation.telemetry.enabled=false",
      "dd.remote_config.enabled=false",
      "dd.jmxfetch.enabled=false",
      "dd.crashtracking.enabled=false",
      "dd.trace.startup.logs=false");

  private static final Path FOLDER = Weft.ROOT.resolve("build/peers");

  private final String called;
  private final String coordinates;
  private final String mark;
  private final List<String> options;

  PeerAgent(String called, String coordinates, String mark, String... options) {
    this.called = called;
    this.coordinates = coordinates;
    this.mark = mark;
    this.options = List.of(options);
  }

  /** What Weft calls it. */
  String called() {
    return called;
  }

  /** What stands in its reports of requests that Tomcat has served, and in nobody else's. */
  String mark() {
    return mark;
  }

  /** Its jar; the first time that is asked for, Maven fetches it. */
  Path jar() throws IOException, InterruptedException {
    String[] parts = coordinates.split(":");
    Path jar = FOLDER.resolve(parts[1] + "-" + parts[2] + ".jar");
    if (!Files.exists(jar)) {
      Maven.run("dependency:copy", "-Dartifact=" + coordinates, "-DoutputDirectory=" + FOLDER);
    }
    return jar;
  }

  /** The options by which it reports requests here, and nothing else anywhere. */
  List<String> options(PeerIntake intake) {
    List<String> all = new ArrayList<>();
    for (String option : options) {
      all.add("-D" + option.replace("{intake}", intake.endpoint()));
    }
    return all;
  }
}
