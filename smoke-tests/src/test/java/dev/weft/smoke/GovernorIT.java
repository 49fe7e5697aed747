package dev.weft.smoke;

import static dev.weft.smoke.StatusCommand.number;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The agent gives way while the heap is full. */
@Tag("governor")
class GovernorIT {

  @Test
  void recordsLessAndLessWhileTheHeapIsFullAndEverythingAfterwards() throws Exception {
    Jdk jdk = Jdk.of(17);
    try (OtlpReceiver collector = OtlpReceiver.start();
        JavaProcess service = start(jdk, collector)) {
      service.write("requests 20 1000");
      collector.await(20, span -> true);

      service.write("hold 40");
      assertThat(service.awaitErr("stepped down: details are left out"))
          .contains("WARN  Governor: ")
          .contains("heap after collection ")
          .contains(", limit 50.0 %)");
      service.awaitErr("stepped down: a tenth of the sampled traces");
      service.awaitErr("stepped down: nothing is recorded");
      service.write("requests 30 1000");
      service.awaitOut("answered all 50");

      String json = StatusCommand.json(jdk, service.pid());
      assertThat(json).contains("\"level\":\"off\"", "\"reason\":\"heap after collection ");
      assertThat(number(json, "operations left out")).isEqualTo(30);

      service.write("hold 0");
      service.awaitErr("stepped up: everything is recorded as configured");
      service.write("requests 10 1000");
      collector.await(30, span -> true);

      assertThat(service.awaitEnd().exitCode()).isZero();
      assertThat(collector.spans()).hasSize(30);
    }
  }

  private static JavaProcess start(Jdk jdk, OtlpReceiver collector) throws InterruptedException {
    JavaProcess service =
        JavaProcess.start(
            Weft.java(
                jdk,
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dotel.exporter.otlp.endpoint=" + collector.endpoint(),
                "-Dotel.bsp.schedule.delay=100",
                "-Dweft.governor.heap=50%",
                "-Dweft.governor.interval=50ms",
                "-cp",
                Weft.APPS,
                "example.smoke.Load"));
    service.awaitOut("ready");
    return service;
  }
}
