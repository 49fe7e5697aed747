package dev.weft.smoke;

import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_CLIENT;
import static io.opentelemetry.proto.trace.v1.Span.SpanKind.SPAN_KIND_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.smoke.JavaProcess.Result;
import dev.weft.smoke.PooledService.Answer;
import dev.weft.smoke.PooledService.LongQuery;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The database behind a pool of connections is killed in the middle of a query, and is back. */
@Tag("faults")
@Tag("databases")
@Tag("matrix")
class DatabaseRestartIT {
  private static final int EACH = 4;
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);

  @ParameterizedTest
  @ValueSource(ints = {17, 25})
  void answersAsWithoutTheAgentAndTracesEachStatementOnce(int version) throws Exception {
    Jdk jdk = Jdk.of(version);
    Outage plain;
    try (PooledService service = new PooledService(jdk, null)) {
      plain = outage(service);
    }

    try (OtlpReceiver collector = OtlpReceiver.start();
        PooledService service = new PooledService(jdk, collector)) {
      Outage outage = outage(service);
      Result end = service.end();

      assertThat(outage.answers()).isEqualTo(plain.answers());
      assertThat(outage.interrupted()).isEqualTo(plain.interrupted());
      assertThat(end.exitCode()).isZero();
      assertThat(end.err()).noneMatch(line -> line.contains(" WARN "));
      List<ReceivedSpan> spans = collector.spans();
      assertThat(SpanAccount.of(end.err()))
          .isEqualTo(new SpanAccount(spans.size(), spans.size(), Map.of()));
      assertTraced(spans, outage);
    }
  }

  private static Outage outage(PooledService service) throws Exception {
    List<Answer> before = service.ask(EACH);
    LongQuery asked = service.askForLong();
    service.killDatabase();
    Answer interrupted = asked.answer();
    List<Answer> away = service.ask(EACH);
    service.startDatabaseAgain();
    int refused = awaitReturn(service, away.get(0));
    List<Answer> after = service.ask(EACH);

    assertThat(before).allMatch(Answer::well);
    assertThat(interrupted.well()).isFalse();
    assertThat(away).noneMatch(Answer::well);
    assertThat(after).allMatch(Answer::well);
    return new Outage(
        List.of(before.get(0), away.get(0).withoutNumbers(), after.get(0)), interrupted, refused);
  }

  /** How often the service is still refused a connection: the pool tries again when it likes. */
  private static int awaitReturn(PooledService service, Answer whileAway) throws Exception {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int refused = 0;
    for (Answer answer = service.ask(); !answer.well(); answer = service.ask()) {
      assertThat(answer.withoutNumbers()).isEqualTo(whileAway.withoutNumbers());
      assertThat(System.nanoTime()).as("%s after the return", answer).isLessThan(deadline);
      refused++;
    }
    return refused;
  }

  private static void assertTraced(List<ReceivedSpan> spans, Outage outage) {
    Map<String, List<ReceivedSpan>> traces =
        spans.stream().collect(Collectors.groupingBy(ReceivedSpan::traceId));
    List<ReceivedSpan> served = ofKind(spans, SPAN_KIND_SERVER);
    List<ReceivedSpan> statements = ofKind(spans, SPAN_KIND_CLIENT);
    assertThat(served.size() + statements.size()).isEqualTo(spans.size());
    assertThat(served).hasSize(outage.requests()).hasSameSizeAs(traces.keySet());
    // Those that were well, and the one in whose middle the database went.
    assertThat(statements).hasSize(2 * EACH + 1 + 1);
    for (ReceivedSpan statement : statements) {
      List<ReceivedSpan> trace = traces.get(statement.traceId());
      assertThat(trace).hasSize(2);
      assertThat(statement.isChildOf(ofKind(trace, SPAN_KIND_SERVER).get(0))).isTrue();
    }
    assertThat(statements.stream().filter(ReceivedSpan::failed))
        .singleElement()
        .satisfies(
            failed ->
                assertThat(failed.attributes())
                    .containsEntry("db.query.text", "select pg_sleep(?) where ? = ?")
                    .containsEntry("db.response.status_code", "08006")
                    .containsEntry("error.type", "08006"));
    assertThat(served.stream().filter(ReceivedSpan::failed))
        .hasSize(EACH + 1 + outage.refused())
        .allSatisfy(span -> assertThat(span.attributes()).containsEntry("error.type", "503"));
  }

  private static List<ReceivedSpan> ofKind(
      List<ReceivedSpan> spans, io.opentelemetry.proto.trace.v1.Span.SpanKind kind) {
    return spans.stream().filter(span -> span.kind() == kind).toList();
  }

  /**
   * What a service answered.
   *
   * @param answers one of each kind: before, while the database is away, after
   * @param interrupted to the query in whose middle the database went
   * @param refused how often it answered as if the database were away when it was back
   */
  private record Outage(List<Answer> answers, Answer interrupted, int refused) {
    /** How many requests there were: the first one that was well after the return, too. */
    int requests() {
      return 3 * EACH + 1 + refused + 1;
    }
  }
}
