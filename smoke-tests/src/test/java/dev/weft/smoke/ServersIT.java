package dev.weft.smoke;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import io.opentelemetry.proto.trace.v1.Span;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Servlet containers, each on the JDKs that it runs on. */
@Tag("servers")
class ServersIT {
  private final HttpClient client = HttpClient.newHttpClient();

  static Stream<Arguments> servers() {
    return Stream.of(server("tomcat-9", 8), server("tomcat-10", 11), server("jetty-12", 17))
        .flatMap(server -> server);
  }

  private static Stream<Arguments> server(String app, int from) {
    return Jdk.all().filter(jdk -> jdk.version() >= from).map(jdk -> Arguments.of(app, jdk));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("servers")
  void tracesARequestThroughItsOwnCallToTheNext(String app, Jdk jdk) throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start();
        JavaProcess server =
            JavaProcess.start(Weft.app(app, jdk, collector, "example.smoke.Server"))) {
      String listening = server.awaitOut("listening on ");
      String base = "http://localhost:" + listening.substring("listening on ".length());

      assertThat(get(base + "/outer").body()).isEqualTo("inner");
      assertThat(get(base + "/broken").statusCode()).isEqualTo(500);

      List<ReceivedSpan> spans = collector.await(4, span -> true);
      ReceivedSpan outer = only(spans, SPAN_KIND_SERVER, "/outer");
      ReceivedSpan call =
          spans.stream().filter(s -> s.kind() == SPAN_KIND_CLIENT).findFirst().get();
      ReceivedSpan inner = only(spans, SPAN_KIND_SERVER, "/inner");
      ReceivedSpan broken = only(spans, SPAN_KIND_SERVER, "/broken");
      assertThat(outer.parentSpanId()).isEmpty();
      assertThat(call.isChildOf(outer)).isTrue();
      assertThat(inner.isChildOf(call)).isTrue();
      assertThat(broken.failed()).isTrue();
      assertThat(broken.attributes()).containsEntry("http.response.status_code", "500");

      Result result = server.awaitEnd();
      assertThat(result.exitCode()).isZero();
      assertThat(collector.spans()).as("%s", collector.spans()).hasSize(4);
      assertThat(result.err()).filteredOn(line -> line.startsWith("weft ")).hasSize(1);
    }
  }

  private HttpResponse<String> get(String url) throws Exception {
    return client.send(
        HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
  }

  private static ReceivedSpan only(List<ReceivedSpan> spans, Span.SpanKind kind, String path) {
    List<ReceivedSpan> found =
        spans.stream()
            .filter(s -> s.kind() == kind && path.equals(s.attributes().get("url.path")))
            .toList();
    assertThat(found).as("%s of %s", path, spans).hasSize(1);
    return found.get(0);
  }
}
