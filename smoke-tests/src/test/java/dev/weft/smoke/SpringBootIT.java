package dev.weft.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.weft.testing.Ci;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The demo's two Spring Boot services: web MVC, an HTTP client, a pool and a database. */
@Tag("spring-boot")
class SpringBootIT {
  @ParameterizedTest(name = "JDK {0}")
  @ValueSource(ints = {17, 21, 25})
  void connectsTwoServicesAndTheirDatabase(int version) throws Exception {
    Jdk jdk = Jdk.of(version);
    try (OtlpReceiver collector = OtlpReceiver.start();
        JavaProcess stock = JavaProcess.start(service("stock", jdk, collector))) {
      String stockUrl = "http://localhost:" + port(stock);
      try (JavaProcess shop =
          JavaProcess.start(service("shop", jdk, collector, "--demo.stock.url=" + stockUrl))) {
        HttpResponse<String> answer = get("http://localhost:" + port(shop) + "/orders/tea");

        assertThat(answer.statusCode()).isEqualTo(200);
        ReceivedSpan order =
            collector.await(1, span -> span.name().equals("GET /orders/{sku}")).get(0);
        List<ReceivedSpan> trace =
            collector.await(5, span -> span.traceId().equals(order.traceId()));
        assertThat(trace)
            .extracting(ReceivedSpan::service, ReceivedSpan::name)
            .contains(
                tuple("shop", "GET /orders/{sku}"),
                tuple("shop", "GET"),
                tuple("stock", "GET /items/{sku}"),
                tuple("stock", "select item"),
                tuple("stock", "update item"));
        assertThat(trace).filteredOn(span -> span.parentSpanId().isEmpty()).containsExactly(order);
        assertThat(trace)
            .filteredOn(span -> !span.equals(order))
            .allMatch(span -> trace.stream().anyMatch(span::isChildOf));
      }
    }
  }

  private static ProcessBuilder service(
      String name, Jdk jdk, OtlpReceiver collector, String... arguments) {
    Path jar = Weft.ROOT.resolve("demo/" + name + "/target/" + name + "-1.0.0.jar");
    if (!Files.exists(jar)) {
      return Ci.missing("the demo is not built: mvn -f demo/pom.xml package");
    }
    List<String> all = new ArrayList<>(List.of(collector.options()));
    all.addAll(List.of("-jar", jar.toString(), "--server.port=0"));
    all.addAll(List.of(arguments));
    return Weft.java(jdk, all.toArray(String[]::new));
  }

  private static String port(JavaProcess service) throws InterruptedException {
    return service.awaitOut("Tomcat started on port ").replaceFirst(".*port (\\d+).*", "$1");
  }

  private static HttpResponse<String> get(String url) throws Exception {
    return HttpClient.newHttpClient()
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }
}
