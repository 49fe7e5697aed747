package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A service under load sends to a real Collector, which is killed and comes back. */
@Tag("collector")
class CollectorIT {
  private static final int REQUESTS = 4000;
  private static final int PER_SECOND = 1000;

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"http/protobuf, none", "http/protobuf, gzip", "grpc, none", "grpc, gzip"})
  void losesNoSpanWhenTheCollectorIsKilledAndBackInTime(String protocol, String compression)
      throws Exception {
    try (Collector collector = new Collector(folder);
        LoadService service =
            new LoadService(
                Jdk.of(17),
                protocol,
                collector.endpoint(protocol),
                "-Dotel.exporter.otlp.timeout=30000",
                "-Dotel.exporter.otlp.compression=" + compression)) {
      collector.start();
      service.send(REQUESTS, PER_SECOND);
      service.awaitAnswered(1000);
      collector.awaitRequests(3);
      collector.kill();
      service.awaitAnswered(2000);
      collector.start();
      Duration untilExport = timed(() -> collector.awaitRequests(1));
      service.awaitAll(REQUESTS);
      SpanAccount account = SpanAccount.of(service.end().err());
      collector.stop();

      assertThat(untilExport).isLessThan(Duration.ofSeconds(20));
      assertThat(account).isEqualTo(new SpanAccount(REQUESTS, REQUESTS, Map.of()));
      Set<String> received = ids(collector.spans("direct", 1));
      received.addAll(ids(collector.spans("direct", 2)));
      assertThat(received).hasSize(REQUESTS);
      assertProcessorsTookAll(collector);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http/protobuf", "grpc"})
  void countsToTheLastSpanWhatIsLostWhileTheCollectorIsAway(String protocol) throws Exception {
    try (Collector collector = new Collector(folder);
        LoadService service =
            new LoadService(
                Jdk.of(17),
                protocol,
                collector.endpoint(protocol),
                "-Dotel.exporter.otlp.timeout=1000",
                "-Dweft.exporter.concurrency=1")) {
      collector.start();
      service.send(REQUESTS, PER_SECOND);
      service.awaitAnswered(1000);
      collector.awaitRequests(3);
      collector.kill();
      service.awaitAnswered(3000);
      collector.start();
      Duration untilExport = timed(() -> collector.awaitRequests(1));
      service.awaitAll(REQUESTS);
      SpanAccount account = SpanAccount.of(service.end().err());
      collector.stop();

      assertThat(untilExport).isLessThan(Duration.ofSeconds(20));
      assertThat(account.ended()).isEqualTo(REQUESTS);
      assertThat(account.exported() + account.lost()).isEqualTo(REQUESTS);
      assertThat(account.dropped()).containsOnlyKeys("collector unreachable");
      List<List<ReceivedSpan>> before = collector.requests("direct", 1);
      List<List<ReceivedSpan>> after = collector.requests("direct", 2);
      Set<String> received = ids(collector.spans("direct", 1));
      received.addAll(ids(collector.spans("direct", 2)));
      // The Collector may have been killed between taking a batch and saying so. The time of the
      // first batch that it takes afterwards may be up before it says so.
      long unacknowledged = received.size() - account.exported();
      long last = before.get(before.size() - 1).size();
      long first = after.get(0).size();
      assertThat(unacknowledged).isIn(0L, last, first, last + first);
      assertProcessorsTookAll(collector);
    }
  }

  /** What the second life, which ended in good order, made of what came in. */
  private static void assertProcessorsTookAll(Collector collector) throws Exception {
    List<ReceivedSpan> direct = collector.spans("direct", 2);
    assertThat(ids(collector.spans("batched", 2))).isEqualTo(ids(direct));
    assertThat(ids(collector.spans("sampled", 2)))
        .isEqualTo(ids(direct.stream().filter(ReceivedSpan::failed).toList()))
        .isNotEmpty();
    // SIGKILL takes from the first life what its batch processor held, and nothing else.
    assertThat(ids(collector.spans("direct", 1))).containsAll(ids(collector.spans("batched", 1)));
  }

  private static Set<String> ids(List<ReceivedSpan> spans) {
    return spans.stream().map(ReceivedSpan::spanId).collect(Collectors.toCollection(HashSet::new));
  }

  private static Duration timed(Step step) throws Exception {
    long start = System.nanoTime();
    step.run();
    return Duration.ofNanos(System.nanoTime() - start);
  }

  private interface Step {
    void run() throws Exception;
  }
}
