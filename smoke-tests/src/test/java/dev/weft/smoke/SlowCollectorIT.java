package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import dev.weft.smoke.SlowCollector.Slowness;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A collector that is there and far too slow, and a service with little memory. */
@Tag("faults")
@Tag("collector-slow")
@Tag("matrix")
class SlowCollectorIT {
  private static final int REQUESTS = 5000;

  /** Of the default five seconds for the last spans and the JVM's own part, on a busy machine. */
  private static final Duration LIMIT = Duration.ofSeconds(5 + 15);

  @ParameterizedTest(name = "{0}, JDK {1}")
  @CsvSource({
    "ANSWERS_BYTE_BY_BYTE, 8",
    "ANSWERS_BYTE_BY_BYTE, 17",
    "ANSWERS_BYTE_BY_BYTE, 25",
    "READS_BYTE_BY_BYTE, 8",
    "READS_BYTE_BY_BYTE, 17",
    "READS_BYTE_BY_BYTE, 25",
  })
  void holdsUpNeitherRequestsNorTheEnd(Slowness slowness, int version) throws Exception {
    try (SlowCollector collector = new SlowCollector(slowness);
        LoadService service =
            new LoadService(
                Jdk.of(version),
                "http/protobuf",
                collector.endpoint(),
                "-Xmx64m",
                "-Dotel.exporter.otlp.timeout=2000")) {
      service.send(REQUESTS, 500);
      service.awaitAll(REQUESTS);
      long start = System.nanoTime();
      Result end = service.end();
      Duration untilEnd = Duration.ofNanos(System.nanoTime() - start);

      assertThat(collector.connections()).isPositive();
      SpanAccount account = SpanAccount.of(end.err());
      assertThat(account.ended()).isEqualTo(REQUESTS);
      assertThat(account.exported()).isZero();
      assertThat(account.lost()).isEqualTo(REQUESTS);
      assertThat(account.dropped().keySet())
          .isSubsetOf(
              "collector unreachable", "queue full", "too many bytes in the queue", "shutdown");
      assertThat(untilEnd).isLessThan(LIMIT);
      assertThat(end.exitCode()).isZero();
      assertThat(end.err())
          .noneMatch(line -> line.contains("OutOfMemoryError"))
          .as("said once, not per batch")
          .hasSizeLessThan(8);
    }
  }
}
