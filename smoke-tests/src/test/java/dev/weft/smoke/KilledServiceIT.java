package dev.weft.smoke;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import dev.weft.smoke.OrderChain.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Services that are killed in the middle of their work. */
@Tag("faults")
@Tag("matrix")
class KilledServiceIT {
  @ParameterizedTest
  @ValueSource(ints = {8, 17, 25})
  void deliversEverySpanThatEndedBeforeSigterm(int version) throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start();
        LoadService service =
            new LoadService(Jdk.of(version), "http/protobuf", collector.endpoint())) {
      service.send(60_000, 1000);
      service.awaitAnswered(500);

      Result end = service.terminate();

      SpanAccount account = SpanAccount.of(end.err());
      assertThat(end.exitCode()).isEqualTo(143);
      assertThat(account.exported()).isGreaterThanOrEqualTo(500);
      assertThat(account.ended()).isEqualTo(account.exported() + account.lost());
      assertThat(collector.spans())
          .hasSize((int) account.exported())
          .extracting(ReceivedSpan::spanId)
          .doesNotHaveDuplicates();
      // The application goes on while the JVM ends: what comes after the last batch is counted.
      assertThat(account.dropped().keySet()).isSubsetOf("shutdown");
    }
  }

  @Test
  void leavesTheCallerWholeWhenTheCalledServiceIsKilled() throws Exception {
    try (OtlpReceiver collector = OtlpReceiver.start();
        OrderChain chain = new OrderChain(collector)) {
      List<Answer> answers = new ArrayList<>(chain.order(100));
      Customer customer = new Customer(chain);
      customer.awaitAnswers(20, Answer::well);
      chain.killStock();
      customer.awaitAnswers(20, answer -> !answer.well());
      chain.startStockAgain();
      answers.addAll(customer.leave());
      List<Answer> after = chain.order(100);
      answers.addAll(after);
      for (Result end : chain.end()) {
        assertThat(end.exitCode()).isZero();
        assertThat(end.err()).filteredOn(line -> line.contains(" WARN ")).isEmpty();
        SpanAccount account = SpanAccount.of(end.err());
        assertThat(account.dropped()).isEmpty();
        assertThat(account.exported()).isEqualTo(account.ended());
      }

      assertThat(after).allMatch(Answer::well);
      List<ReceivedSpan> spans = collector.spans();
      assertThat(spans).extracting(ReceivedSpan::spanId).doesNotHaveDuplicates();
      assertThat(of(spans, "orders", SPAN_KIND_SERVER)).hasSize(answers.size());
      List<ReceivedSpan> calls = of(spans, "orders", SPAN_KIND_CLIENT);
      assertThat(calls).hasSize(answers.size());
      assertThat(calls.stream().filter(ReceivedSpan::failed))
          .hasSize((int) answers.stream().filter(answer -> !answer.well()).count())
          .allSatisfy(call -> assertThat(call.attributes()).containsKey("error.type"));
      assertComeFromCalls(of(spans, "stock-1", SPAN_KIND_SERVER), calls);
      List<ReceivedSpan> again = of(spans, "stock-2", SPAN_KIND_SERVER);
      assertComeFromCalls(again, calls);
      assertThat(again).hasSizeGreaterThanOrEqualTo(after.size());
    }
  }

  private static void assertComeFromCalls(List<ReceivedSpan> served, List<ReceivedSpan> calls) {
    Map<String, ReceivedSpan> bySpanId =
        calls.stream().collect(Collectors.toMap(ReceivedSpan::spanId, Function.identity()));
    assertThat(served)
        .isNotEmpty()
        .allSatisfy(span -> assertThat(span.isChildOf(bySpanId.get(span.parentSpanId()))).isTrue());
    Set<String> parents =
        served.stream().map(ReceivedSpan::parentSpanId).collect(Collectors.toSet());
    assertThat(parents).hasSameSizeAs(served);
  }

  private static List<ReceivedSpan> of(
      List<ReceivedSpan> spans,
      String service,
      io.opentelemetry.proto.trace.v1.Span.SpanKind kind) {
    return spans.stream().filter(s -> s.kind() == kind && s.service().equals(service)).toList();
  }
}
