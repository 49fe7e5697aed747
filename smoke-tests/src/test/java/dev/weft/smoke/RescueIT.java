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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service that samples nothing, and is in trouble. */
@Tag("rescue")
class RescueIT {
  private static final String REASON = "weft.sampling.rescue.reason";

  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void whatFailedOrWasSlowArrivesWholeAndMarkedAndNothingElse() throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start();
        JavaProcess server = start(collector)) {
      String listening = server.awaitOut("listening on ");
      String base = "http://localhost:" + listening.substring("listening on ".length());

      for (int i = 0; i < 50; i++) {
        assertThat(status(base + "/fine")).isEqualTo(200);
      }
      assertThat(collector.spans()).isEmpty();
      assertThat(status(base + "/broken")).isEqualTo(500);
      assertThat(status(base + "/slow")).isEqualTo(200);
      assertThat(status(base + "/late")).isEqualTo(500);
      assertThat(status(base + "/async")).isEqualTo(503);
      assertThat(status(base + "/outer")).isEqualTo(200);

      List<ReceivedSpan> spans = collector.await(12, span -> true);
      assertThat(spans).allSatisfy(RescueIT::isMarked);
      assertRescued(spans, "/broken", "error", "/fine");
      assertRescued(spans, "/async", "error", "/fine");
      assertRescued(spans, "/late", "error", "/slow");
      assertCausalChain(spans);
      assertThat(server(spans, "/slow"))
          .hasSize(2)
          .allSatisfy(span -> assertThat(span.attributes()).containsEntry(REASON, "slow"));

      Result result = server.awaitEnd();
      assertThat(result.exitCode()).isZero();
      assertThat(collector.spans()).as("%s", collector.spans()).hasSize(12);
      assertThat(result.err()).filteredOn(line -> line.startsWith("weft ")).hasSize(1);
    }
  }

  private static JavaProcess start(OtlpReceiver collector) {
    ProcessBuilder builder =
        Weft.app("troubled-tomcat-10", Jdk.of(17), collector, "example.smoke.Server");
    builder.environment().put("OTEL_TRACES_SAMPLER", "parentbased_always_off");
    builder.environment().put("WEFT_SAMPLING_RESCUE", "errors, slow>2s");
    builder.environment().put("WEFT_SAMPLING_RESCUE_UPSTREAM", "true");
    return JavaProcess.start(builder);
  }

  /** The outer request went well itself: it is there because what it called has told it. */
  private static void assertCausalChain(List<ReceivedSpan> spans) {
    ReceivedSpan outer = server(spans, "/outer").get(0);
    ReceivedSpan call = spans.stream().filter(span -> span.isChildOf(outer)).findAny().get();
    ReceivedSpan broken = spans.stream().filter(span -> span.isChildOf(call)).findAny().get();
    assertThat(outer.attributes()).containsEntry(REASON, "downstream");
    assertThat(call.attributes()).containsEntry(REASON, "downstream");
    assertThat(broken.attributes()).containsEntry(REASON, "error");
    assertThat(outer.failed()).isFalse();
    assertThat(broken.failed()).isTrue();
  }

  /** One request that came from outside, and the call that it made. */
  private static void assertRescued(
      List<ReceivedSpan> spans, String path, String reason, String called) {
    ReceivedSpan root =
        server(spans, path).stream()
            .filter(span -> span.parentSpanId().isEmpty())
            .findAny()
            .orElseThrow();
    assertThat(root.attributes()).containsEntry(REASON, reason);
    assertThat(spans)
        .filteredOn(span -> span.isChildOf(root))
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.kind()).isEqualTo(SPAN_KIND_CLIENT);
              assertThat(call.attributes()).containsEntry(REASON, reason);
              assertThat(call.attributes().get("url.full")).endsWith(called);
            });
  }

  private static List<ReceivedSpan> server(List<ReceivedSpan> spans, String path) {
    Span.SpanKind kind = SPAN_KIND_SERVER;
    return spans.stream()
        .filter(span -> span.kind() == kind && path.equals(span.attributes().get("url.path")))
        .toList();
  }

  private static void isMarked(ReceivedSpan span) {
    assertThat(span.attributes()).containsEntry("weft.sampling.rescued", "true");
    assertThat(span.wire()).doesNotContain("trace_state");
  }

  private int status(String url) throws Exception {
    return client
        .send(
            HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
