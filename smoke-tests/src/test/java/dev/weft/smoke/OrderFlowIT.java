package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.testing.container.ServiceContainer;
import dev.weft.testing.kafka.KafkaBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * An order on its way: HTTP, Kafka, a pool and its database, Redis, RabbitMQ, gRPC, WebFlux; five
 * services, of which none knows anything of tracing.
 */
@Tag("order-flow")
class OrderFlowIT {
  @RegisterExtension
  static final ServiceContainer postgresql = ServiceContainer.of("postgresql", 5432);

  @RegisterExtension static final ServiceContainer redis = ServiceContainer.of("redis", 6379);

  @RegisterExtension
  static final ServiceContainer rabbitmq =
      ServiceContainer.of("rabbitmq", 5672).readyWhenItSays("Starting broker... completed");

  private static @Nullable KafkaBroker kafka;

  @BeforeAll
  static void startKafka() {
    kafka = KafkaBroker.start();
  }

  @AfterAll
  static void stopKafka() {
    if (kafka != null) {
      kafka.close();
    }
  }

  @Test
  void isOneTraceAndTheSameAnswersAsWithoutTheAgent() throws Exception {
    List<Answer> plain;
    try (Flow flow = Flow.start(null)) {
      plain = List.of(flow.order("cup"), flow.price("cup"));
    }

    try (OtlpReceiver collector = OtlpReceiver.start();
        Flow flow = Flow.start(collector)) {
      List<Answer> traced = List.of(flow.order("cup"), flow.price("cup"));

      assertThat(traced).isEqualTo(plain);
      ReceivedSpan order = collector.await(1, span -> span.name().startsWith("POST ")).get(0);
      List<ReceivedSpan> trace =
          collector.await(11, span -> span.traceId().equals(order.traceId()));
      assertConnected(order, trace);
      assertLinked(collector, named(trace, "send orders"));
      flow.assertLogged(order.traceId());
    }
  }

  private static void assertConnected(ReceivedSpan order, List<ReceivedSpan> trace) {
    assertThat(trace)
        .extracting(ReceivedSpan::service, ReceivedSpan::name)
        .contains(
            tuple("shop", "POST /orders/*"),
            tuple("shop", "send orders"),
            tuple("stock", "process orders"),
            tuple("stock", "update item"),
            tuple("stock", "INCR localhost:" + redis.port()),
            tuple("stock", "publish parcels"),
            tuple("shipping", "process parcels"),
            tuple("shipping", "example.Pricing/Price"),
            tuple("ledger", "example.Pricing/Price"),
            tuple("ledger", "GET"),
            tuple("prices", "GET /prices/{item}"));
    assertThat(trace).filteredOn(span -> span.parentSpanId().isEmpty()).containsExactly(order);
    assertThat(trace)
        .filteredOn(span -> !span.equals(order))
        .allMatch(span -> trace.stream().anyMatch(span::isChildOf));
  }

  private static ReceivedSpan named(List<ReceivedSpan> trace, String name) {
    return trace.stream().filter(span -> span.name().equals(name)).findFirst().orElseThrow();
  }

  /** A batch has messages of many traces: it links to them, and is in none. */
  private static void assertLinked(OtlpReceiver collector, ReceivedSpan order)
      throws InterruptedException {
    ReceivedSpan batch = collector.await(1, span -> span.service().equals("audit")).get(0);
    assertThat(batch.traceId()).isNotEqualTo(order.traceId());
  }

  /** What a client sees of the two services that it can reach by HTTP. */
  record Answer(int status, String body, Map<String, List<String>> headers) {
    static Answer of(HttpResponse<String> response) {
      Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
      headers.remove("date");
      return new Answer(response.statusCode(), response.body(), headers);
    }
  }

  /** The services, in the order in which they need each other. */
  private static final class Flow implements AutoCloseable {
    private static final List<String> LOGGING =
        List.of("Shop", "Stock", "Shipping", "Ledger", "Prices");

    private final Map<String, JavaProcess> services = new TreeMap<>();
    private final @Nullable OtlpReceiver collector;

    private Flow(@Nullable OtlpReceiver collector) {
      this.collector = collector;
    }

    static Flow start(@Nullable OtlpReceiver collector) throws InterruptedException {
      Flow flow = new Flow(collector);
      String rabbit = "amqp://guest:guest@localhost:" + rabbitmq.port();
      String broker = kafka.address();
      String topic = collector == null ? "plain-orders" : "orders";
      int prices = flow.start("Prices");
      int ledger = flow.start("Ledger", "http://localhost:" + prices);
      flow.start("Shipping", rabbit, "localhost:" + ledger);
      flow.start(
          "Stock",
          broker,
          topic,
          "jdbc:postgresql://localhost:" + postgresql.port() + "/smoke",
          "redis://localhost:" + redis.port(),
          rabbit);
      flow.start("Audit", broker, topic);
      flow.start("Shop", broker, topic);
      return flow;
    }

    private int start(String service, String... arguments) throws InterruptedException {
      JavaProcess process = JavaProcess.start(command(service, arguments));
      services.put(service, process);
      return Integer.parseInt(process.awaitOut("ready on ").replaceFirst(".*ready on ", ""));
    }

    private ProcessBuilder command(String service, String... arguments) {
      List<String> line = new ArrayList<>();
      if (collector != null) {
        line.addAll(List.of(collector.options()));
        line.add("-Dotel.service.name=" + service.toLowerCase(Locale.ROOT));
        line.add(
            "-Dotel.instrumentation.messaging.experimental.receive-telemetry.enabled="
                + service.equals("Audit"));
      }
      line.addAll(List.of("-cp", Weft.classPath("order-flow"), "example.orders." + service));
      line.addAll(List.of(arguments));
      String[] all = line.toArray(String[]::new);
      return collector == null ? Weft.plainJava(Jdk.of(17), all) : Weft.java(Jdk.of(17), all);
    }

    /** Orders, and waits until the order has gone all the way. */
    Answer order(String item) throws Exception {
      Answer answer = answer("Shop", "POST", "/orders/" + item);
      services.get("Shipping").awaitOut("shipping sends " + item);
      services.get("Stock").awaitOut("stock booked " + item);
      services.get("Audit").awaitOut("counted ");
      return answer;
    }

    /** Asks for the price, past all others. */
    Answer price(String item) throws Exception {
      return answer("Prices", "GET", "/prices/" + item);
    }

    private Answer answer(String service, String method, String path) throws Exception {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port(service) + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .build();
      return Answer.of(
          HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()));
    }

    private int port(String service) throws InterruptedException {
      return Integer.parseInt(
          services.get(service).awaitOut("ready on ").replaceFirst(".*ready on ", ""));
    }

    /** All services' lines about the order have its trace's id. */
    void assertLogged(String traceId) throws InterruptedException {
      for (String service : LOGGING) {
        assertThat(services.get(service).awaitOut("INFO trace="))
            .as(service)
            .contains("trace=" + traceId);
      }
    }

    @Override
    public void close() throws InterruptedException {
      for (JavaProcess service : new ArrayList<>(services.values())) {
        service.close();
      }
    }
  }
}
