package dev.weft.smoke;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import dev.weft.smoke.OrderChain.Answer;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The network between two services, or to the collector, is cut and healed. */
@Tag("faults")
@Tag("matrix")
class NetworkCutIT {
  private static final int EACH = 4;

  @Test
  void failsRequestsAsWithoutTheAgentAndTracesThemWhole() throws Exception {
    List<Answer> plain;
    try (OrderChain chain = new OrderChain(null)) {
      plain = cutAndHeal(chain);
    }

    try (OtlpReceiver collector = OtlpReceiver.start();
        OrderChain chain = new OrderChain(collector)) {
      List<Answer> traced = cutAndHeal(chain);
      for (Result end : chain.end()) {
        assertThat(end.exitCode()).isZero();
        assertThat(end.err()).filteredOn(line -> line.contains(" WARN ")).isEmpty();
      }

      assertThat(traced).isEqualTo(plain);
      long well = traced.stream().filter(Answer::well).count();
      assertThat(well).isEqualTo(3 * EACH);
      Map<String, List<ReceivedSpan>> traces =
          collector.spans().stream().collect(Collectors.groupingBy(ReceivedSpan::traceId));
      assertThat(traces).hasSize(traced.size());
      assertThat(traces.values().stream().filter(trace -> !failed(trace)))
          .hasSize((int) well)
          .allSatisfy(NetworkCutIT::assertWhole);
      assertThat(traces.values().stream().filter(NetworkCutIT::failed))
          .allSatisfy(NetworkCutIT::assertEndsAtTheCut);
      // A reset is a plain IOException where the JDK notices it as a request that cannot be
      // written.
      assertThat(errorTypes(traces.values()))
          .contains("java.net.SocketTimeoutException")
          .hasSizeGreaterThan(1)
          .isSubsetOf(
              "java.net.SocketTimeoutException", "java.net.SocketException", "java.io.IOException");
    }
  }

  private static List<Answer> cutAndHeal(OrderChain chain) throws Exception {
    List<Answer> answers = new ArrayList<>(chain.order(EACH));
    chain.link().swallow();
    answers.addAll(chain.order(EACH));
    chain.heal();
    answers.addAll(chain.order(EACH));
    chain.link().reset();
    // Where in the exchange a reset is noticed is chance, and Tomcat tells the place.
    chain.order(EACH).forEach(answer -> answers.add(new Answer(answer.status(), "")));
    chain.heal();
    answers.addAll(chain.order(EACH));
    return answers;
  }

  private static boolean failed(List<ReceivedSpan> trace) {
    return trace.stream().anyMatch(ReceivedSpan::failed);
  }

  private static void assertWhole(List<ReceivedSpan> trace) {
    assertThat(trace).hasSize(3);
    ReceivedSpan order = only(trace, "orders", SPAN_KIND_SERVER);
    ReceivedSpan call = only(trace, "orders", SPAN_KIND_CLIENT);
    assertThat(order.parentSpanId()).isEmpty();
    assertThat(call.isChildOf(order)).isTrue();
    assertThat(only(trace, "stock-1", SPAN_KIND_SERVER).isChildOf(call)).isTrue();
  }

  private static void assertEndsAtTheCut(List<ReceivedSpan> trace) {
    assertThat(trace).hasSize(2);
    ReceivedSpan order = only(trace, "orders", SPAN_KIND_SERVER);
    ReceivedSpan call = only(trace, "orders", SPAN_KIND_CLIENT);
    assertThat(order.failed()).isTrue();
    assertThat(call.failed()).isTrue();
    assertThat(call.isChildOf(order)).isTrue();
    assertThat(call.attributes()).doesNotContainKey("http.response.status_code");
  }

  private static Set<String> errorTypes(Collection<List<ReceivedSpan>> traces) {
    return traces.stream()
        .flatMap(List::stream)
        .filter(span -> span.failed() && span.kind() == SPAN_KIND_CLIENT)
        .map(span -> span.attributes().get("error.type"))
        .collect(Collectors.toSet());
  }

  private static ReceivedSpan only(
      List<ReceivedSpan> trace,
      String service,
      io.opentelemetry.proto.trace.v1.Span.SpanKind kind) {
    List<ReceivedSpan> found =
        trace.stream().filter(s -> s.kind() == kind && s.service().equals(service)).toList();
    assertThat(found).as("%s %s in %s", service, kind, trace).hasSize(1);
    return found.get(0);
  }

  @Test
  void exportsAgainSoonAfterTheWayToTheCollectorIsBack() throws Exception {
    int requests = 4000;
    try (OtlpReceiver collector = OtlpReceiver.start();
        BreakableLink link = new BreakableLink(URI.create(collector.endpoint()).getPort());
        LoadService service =
            new LoadService(
                Jdk.of(17),
                "http/protobuf",
                "http://127.0.0.1:" + link.port(),
                "-Dotel.exporter.otlp.timeout=500")) {
      service.send(requests, 1000);
      collector.await(500, span -> true);
      link.swallow();
      service.awaitAnswered(2000);
      int before = collector.spans().size();
      long start = System.nanoTime();
      link.heal(URI.create(collector.endpoint()).getPort());
      collector.await(before + 1, span -> true);
      Duration untilExport = Duration.ofNanos(System.nanoTime() - start);
      service.awaitAll(requests);
      Result end = service.end();

      SpanAccount account = SpanAccount.of(end.err());
      assertThat(untilExport).isLessThan(Duration.ofSeconds(10));
      assertThat(account.ended()).isEqualTo(requests);
      assertThat(account.exported() + account.lost()).isEqualTo(requests);
      Set<String> received =
          collector.spans().stream().map(ReceivedSpan::spanId).collect(Collectors.toSet());
      // What arrived when the answer to it was cut off counts as dropped.
      assertThat((long) received.size()).isBetween(account.exported(), (long) requests);
      assertThat(end.exitCode()).isZero();
      assertThat(end.err()).as("said once, not per batch").hasSizeLessThan(8);
    }
  }
}
