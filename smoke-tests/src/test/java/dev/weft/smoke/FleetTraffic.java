package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.FleetOrder.Arrival;
import dev.weft.smoke.FleetOrder.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What is sent to the fleet: a mixture in an order that is the same in every run. */
final class FleetTraffic {
  private static final int CLIENTS = 6;

  private final Random random = new Random(7);
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String edge;
  private final List<FleetOrder> orders = new ArrayList<>();

  FleetTraffic(int edgePort) {
    this.edge = "http://127.0.0.1:" + edgePort + "/orders";
  }

  /** Adds so many of a kind to what is to be sent. */
  FleetTraffic with(Kind kind, int alone, int sampled, int unsampled) {
    for (int i = 0; i < alone; i++) {
      add(kind, Arrival.ALONE);
    }
    for (int i = 0; i < sampled; i++) {
      add(kind, Arrival.SAMPLED);
    }
    for (int i = 0; i < unsampled; i++) {
      add(kind, Arrival.UNSAMPLED);
    }
    return this;
  }

  private FleetOrder add(Kind kind, Arrival arrival) {
    String trace = id() + id();
    FleetOrder order = new FleetOrder(kind, arrival, orders.size(), trace, id());
    orders.add(order);
    return order;
  }

  private String id() {
    // Never zero, which would be no id.
    return HexFormat.of().toHexDigits(random.nextLong() | 1);
  }

  /** Sends all, and checks the answers. */
  List<FleetOrder> send() throws Exception {
    Collections.shuffle(orders, random);
    ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
    try {
      List<Callable<HttpResponse<String>>> sends = new ArrayList<>();
      orders.forEach(order -> sends.add(() -> send(order)));
      for (Future<HttpResponse<String>> answer : clients.invokeAll(sends)) {
        answer.get();
      }
    } finally {
      clients.shutdownNow();
    }
    return List.copyOf(orders);
  }

  /** Sends one more, after all others, of which no service records anything. */
  FleetOrder sendLast() throws Exception {
    FleetOrder last = add(Kind.FINE, Arrival.UNSAMPLED);
    send(last);
    return last;
  }

  private HttpResponse<String> send(FleetOrder order) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(edge + order.name()))
            .POST(HttpRequest.BodyPublishers.noBody());
    if (order.arrival() != Arrival.ALONE) {
      request.header("traceparent", order.traceparent()).header("tracestate", FleetOrder.STATE);
    }
    HttpResponse<String> answer =
        client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(order.name()).isEqualTo(order.kind().status);
    assertThat(answer.body()).isEqualTo(order.name());
    return answer;
  }
}
