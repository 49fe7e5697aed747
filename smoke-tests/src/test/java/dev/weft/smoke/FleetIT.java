package dev.weft.smoke;

import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.FleetOrder.Kind;
import dev.weft.testing.StablePorts;
import dev.weft.testing.container.ServiceContainer;
import dev.weft.testing.kafka.KafkaBroker;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Some thousand requests through nginx and three services on different servers and JDKs to
 * PostgreSQL, Redis and Kafka; the spans go to a real Collector with batching and tail sampling.
 * What comes out of the Collector is held against what was sent.
 */
@Tag("fleet")
@Tag("matrix")
class FleetIT {
  private static final int SIGTERM = 128 + 15;
  private static final int SLOW_MILLIS = 1000;
  private static final int PERCENT = 5;

  /** It decides on a trace when all of it should have come, or at its own end. */
  private static final String TAIL_SAMPLING =
      "decision_wait: 20s, policies: ["
          + Collector.FAILED
          + ", {name: slow, type: latency, latency: {threshold_ms: "
          + SLOW_MILLIS
          + "}}, {name: some, type: probabilistic, probabilistic: {sampling_percentage: "
          + PERCENT
          + "}}]";

  @RegisterExtension
  static final ServiceContainer postgresql = ServiceContainer.of("postgresql", 5432);

  @RegisterExtension static final ServiceContainer redis = ServiceContainer.of("redis", 6379);

  @TempDir Path folder;

  @Test
  void keepsWholeTracesOfAllThatMattersAndNothingThatItIsNotToRecord() throws Exception {
    String database = "jdbc:postgresql://localhost:" + postgresql.port() + "/smoke";
    int port;
    try (ServerSocket free = StablePorts.take()) {
      port = free.getLocalPort();
    }
    try (Collector collector = new Collector(folder, TAIL_SAMPLING);
        KafkaBroker kafka = KafkaBroker.start()) {
      collector.start();
      try (JavaProcess ledger = Fleet.ledger(collector, kafka.address(), "orders", database);
          HostContainer stock =
              Fleet.stock(collector, kafka.address(), "orders", Fleet.url(ledger));
          JavaProcess shop =
              Fleet.shop(collector, "redis://localhost:" + redis.port(), Fleet.url(stock));
          HostContainer edge = Fleet.edge(port, Fleet.url(shop))) {
        FleetTraffic traffic =
            new FleetTraffic(port)
                .with(Kind.FINE, 1100, 700, 300)
                .with(Kind.CACHED, 400, 300, 100)
                .with(Kind.FAILING, 30, 20, 10)
                .with(Kind.SLOW, 12, 8, 4);
        List<FleetOrder> orders = traffic.send();
        ledger.awaitOut("taken=" + traffic.sendLast().name() + " ");
        collector.awaitSpans(FleetOrder.spans(orders, Fleet.SERVICES));

        assertThat(edge.terminate().exitCode()).isZero();
        Map<String, JavaProcess.Result> ends = new LinkedHashMap<>();
        ends.put("shop", shop.terminate());
        ends.put("stock", stock.terminate());
        ends.put("ledger", ledger.terminate());
        collector.stop();

        ends.forEach((service, end) -> assertEnded(service, end, orders));
        Map<String, List<ReceivedSpan>> traces = traces(collector, "direct");
        assertThat(traces(collector, "batched")).isEqualTo(traces);
        FleetOutcome outcome = new FleetOutcome(orders, lines(ends.values()), traces);
        outcome.assertAllRecorded();
        outcome.assertSampled(traces(collector, "sampled"), SLOW_MILLIS, PERCENT);
      }
    }
  }

  private static Map<String, List<ReceivedSpan>> traces(Collector collector, String pipeline)
      throws IOException {
    return collector.spans(pipeline, 1).stream()
        .sorted(Comparator.comparing(ReceivedSpan::spanId))
        .collect(groupingBy(ReceivedSpan::traceId));
  }

  private static Map<String, List<FleetLine>> lines(Collection<JavaProcess.Result> ends) {
    return ends.stream()
        .flatMap(end -> FleetLine.in(end.out()).stream())
        .collect(groupingBy(FleetLine::order));
  }

  private static void assertEnded(String service, JavaProcess.Result end, List<FleetOrder> orders) {
    assertThat(end.exitCode()).as(service).isEqualTo(SIGTERM);
    long spans = FleetOrder.spans(orders, List.of(service));
    assertThat(SpanAccount.of(end.err()))
        .as(service)
        .isEqualTo(new SpanAccount(spans, spans, Map.of()));
  }
}
