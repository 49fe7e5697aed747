package dev.weft.smoke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A service that takes orders, a link that can be cut, and the service with the stock behind it.
 */
final class OrderChain implements AutoCloseable {
  /** Requests at the same time. */
  private static final int CUSTOMERS = 4;

  private final @Nullable OtlpReceiver collector;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ExecutorService customers = Executors.newFixedThreadPool(CUSTOMERS);
  private final BreakableLink link;
  private final JavaProcess orders;
  private final int ordersPort;
  private JavaProcess stock;
  private int stockPort;

  /** Starts both, with the agent, or without it if there is no collector. */
  OrderChain(@Nullable OtlpReceiver collector) throws Exception {
    this.collector = collector;
    stock = start("stock-1");
    stockPort = port(stock);
    link = new BreakableLink(stockPort);
    orders = start("orders", "http://localhost:" + link.port() + "/stock");
    ordersPort = port(orders);
  }

  private JavaProcess start(String name, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "-Dotel.service.name=" + name,
                // Long enough for a first request on a busy machine.
                "-Dsun.net.client.defaultReadTimeout=4000",
                "-Dotel.exporter.otlp.timeout=60000",
                SpanAccount.OPTION,
                "-cp",
                Weft.classPath("chain-tomcat-10"),
                "example.chain.Service"));
    all.addAll(List.of(arguments));
    if (collector == null) {
      return JavaProcess.start(Weft.plainJava(Jdk.of(17), all.toArray(String[]::new)));
    }
    all.addAll(0, List.of(collector.options()));
    return JavaProcess.start(Weft.java(Jdk.of(17), all.toArray(String[]::new)));
  }

  private static int port(JavaProcess service) throws InterruptedException {
    String listening = service.awaitOut("listening on ");
    return Integer.parseInt(listening.substring("listening on ".length()));
  }

  /** The way from the orders to the stock. */
  BreakableLink link() {
    return link;
  }

  /** Mends the link. */
  void heal() {
    link.heal(stockPort);
  }

  /** So many orders by several customers, and what they were told. */
  List<Answer> order(int count) throws Exception {
    List<Future<Answer>> asked = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      asked.add(customers.submit(() -> order()));
    }
    List<Answer> answers = new ArrayList<>();
    for (Future<Answer> answer : asked) {
      answers.add(answer.get());
    }
    return answers;
  }

  /** One order. */
  Answer order() throws IOException, InterruptedException {
    URI uri = URI.create("http://localhost:" + ordersPort + "/orders?sku=tea");
    HttpResponse<String> response =
        client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    return new Answer(response.statusCode(), response.body());
  }

  /** Sends SIGKILL to the stock. */
  void killStock() throws InterruptedException {
    stock.kill();
  }

  /** Starts a stock after the one that was killed, under another name. */
  void startStockAgain() throws InterruptedException {
    stock = start("stock-2");
    stockPort = port(stock);
    heal();
  }

  /** Ends both in good order, the orders first, and answers what became of these. */
  List<JavaProcess.Result> end() throws InterruptedException {
    return List.of(orders.awaitEnd(), stock.awaitEnd());
  }

  @Override
  public void close() throws Exception {
    customers.shutdownNow();
    orders.close();
    stock.close();
    link.close();
  }

  /** What a customer is told. */
  record Answer(int status, String body) {
    boolean well() {
      return status == 200;
    }
  }
}
