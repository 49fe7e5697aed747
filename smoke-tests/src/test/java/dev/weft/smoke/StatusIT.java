package dev.weft.smoke;

import static dev.weft.smoke.StatusCommand.number;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code status} of services that run. */
@Tag("status")
class StatusIT {

  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void tellsWhatTheAgentOfARunningServiceDoes(int version) throws Exception {
    Jdk jdk = Jdk.of(version);
    try (OtlpReceiver collector = OtlpReceiver.start();
        JavaProcess service = start(jdk, collector.endpoint())) {
      service.write("requests 20 1000");
      collector.await(20, span -> true);

      String json = StatusCommand.json(jdk, service.pid());
      assertThat(number(json, "started")).isEqualTo(20);
      assertThat(number(json, "ended"))
          .isEqualTo(number(json, "exported") + number(json, "dropped") + number(json, "queued"))
          .isEqualTo(20);
      assertThat(json)
          .contains("\"service\":\"loaded\"")
          .contains("\"jdk-http-server\":[")
          .contains("\"jdbc\":[\"switched off\"]")
          .contains("\"level\":\"full\"");

      JavaProcess.Result text = StatusCommand.run(jdk, Long.toString(service.pid()));
      assertThat(text.out()).contains("spans", "  started                   20");
      assertThat(StatusCommand.run(jdk).out())
          .anyMatch(line -> line.startsWith(service.pid() + "  "));

      JavaProcess.Result end = service.awaitEnd();
      assertThat(end.exitCode()).isZero();
      assertThat(end.err()).as("only the line at start").hasSize(1);
    }
  }

  @Test
  void tellsOfTheLastErrorAndSumsUpAtTheEnd() throws Exception {
    Jdk jdk = Jdk.of(17);
    try (JavaProcess service =
        start(jdk, "http://127.0.0.1:1", "-Dotel.exporter.otlp.timeout=50ms")) {
      service.write("requests 5 1000");
      service.awaitErr("spans do not reach");

      String json = StatusCommand.json(jdk, service.pid());
      assertThat(json).contains("\"last error\":\"java.net.ConnectException");

      assertThat(service.awaitEnd().err())
          .last()
          .asString()
          .contains("spans ended 5, exported 0, dropped 5 (collector unreachable); exporting took ")
          .contains("; CPU of the agent's threads ");
    }
  }

  @Test
  void saysInASentenceThatAJvmRunsWithoutWeft() throws Exception {
    Jdk jdk = Jdk.of(17);
    try (JavaProcess other =
        JavaProcess.start(Weft.plainJava(jdk, "-cp", Weft.APPS, "example.smoke.Waiting"))) {
      other.awaitOut("ready");

      JavaProcess.Result result = StatusCommand.run(jdk, Long.toString(other.pid()));

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.err())
          .containsExactly(
              "weft: process "
                  + other.pid()
                  + " runs without Weft: none of its -javaagent options names it");
    }
  }

  private static JavaProcess start(Jdk jdk, String endpoint, String... options)
      throws InterruptedException {
    ProcessBuilder builder =
        Weft.java(
            jdk,
            "-Dotel.service.name=loaded",
            "-Dotel.exporter.otlp.endpoint=" + endpoint,
            "-Dotel.bsp.schedule.delay=100",
            "-Dotel.instrumentation.jdbc.enabled=false",
            "-cp",
            Weft.APPS,
            "example.smoke.Load");
    builder.command().addAll(1, List.of(options));
    JavaProcess service = JavaProcess.start(builder);
    service.awaitOut("ready");
    return service;
  }
}
