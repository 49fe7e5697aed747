package dev.weft.exporter.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.exporter.AgentThreads;
import dev.weft.exporter.DropReason;
import dev.weft.exporter.PipelineSettings;
import dev.weft.exporter.RecordedLog;
import dev.weft.exporter.SpanAccounting;
import dev.weft.exporter.SpanPipeline;
import dev.weft.exporter.Spans;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens to the threads that export, while several of them do. */
@Timeout(60)
class ExportErrorsTest {
  private static final int ROUNDS = 10;
  private static final int SPANS = 400;

  private final AgentThreads threads = new AgentThreads();
  private final SpanPipeline pipeline =
      new SpanPipeline(
          PipelineSettings.defaults()
              .withScheduleDelayMillis(60_000)
              .withBatchSize(10)
              .withConcurrency(3),
          threads);
  private final Spans spans = new Spans(pipeline);

  @BeforeEach
  void clearLog() {
    RecordedLog.clear();
  }

  @ParameterizedTest
  @EnumSource
  void lackOfMemoryInTheMiddleOfABatchCostsThatBatch(TestProtocol protocol) throws IOException {
    try (TestCollector collector = begin(protocol)) {
      for (int i = 0; i < ROUNDS; i++) {
        spans.end(SPANS);
        new Spans(new PoisonedSpans(pipeline)).end(1);
        assertThat(flush()).isFalse();
      }
      spans.end(1);
      assertThat(flush()).isTrue();
      pipeline.close();

      assertThat(account().pending()).isZero();
      assertThat(account().dropped(DropReason.ERROR)).isBetween((long) ROUNDS, ROUNDS * 10L);
      assertThat(account().exported()).isEqualTo(collector.spans());
      assertThat(account().exported() + account().dropped()).isEqualTo(ROUNDS * (SPANS + 1) + 1);
      assertThat(RecordedLog.lines()).singleElement().asString().contains("OutOfMemoryError");
    }
  }

  @ParameterizedTest
  @EnumSource
  void interruptsOfItsThreadsCostNothing(TestProtocol protocol) throws IOException {
    try (TestCollector collector = begin(protocol)) {
      for (int i = 0; i < ROUNDS; i++) {
        spans.end(SPANS);
        threads.made().forEach(Thread::interrupt);
        assertThat(flush()).isTrue();
      }
      pipeline.close();

      assertThat(account().exported())
          .as("%s %s", account(), RecordedLog.lines())
          .isEqualTo(ROUNDS * SPANS);
      assertThat(collector.spans()).isGreaterThanOrEqualTo(ROUNDS * SPANS);
    }
  }

  @ParameterizedTest
  @EnumSource
  void outlivesTheDeathOfTheThreadsThatServeItsConnections(TestProtocol protocol)
      throws IOException {
    assumeTrue(Runtime.version().feature() < 20, "newer JDKs stop no threads");
    try (TestCollector collector = begin(protocol)) {
      spans.end(1);
      assertThat(flush()).isTrue();
      for (Thread serving : List.copyOf(threads.made()).subList(1, threads.made().size())) {
        kill(serving);
      }
      spans.end(SPANS);
      assertThat(flush()).isTrue();
      pipeline.close();

      assertThat(account().exported()).isEqualTo(SPANS + 1);
      assertThat(collector.spans()).isEqualTo(SPANS + 1);
    }
  }

  /** As an error that nothing expects does it: lack of memory in the library below, for one. */
  @SuppressWarnings({"deprecation", "removal"})
  private static void kill(Thread thread) {
    thread.stop();
  }

  private TestCollector begin(TestProtocol protocol) throws IOException {
    TestCollector collector = protocol.collector("http", ServerSocketFactory.getDefault());
    pipeline.start(protocol.sender(OtlpSettings.builder(collector.url()).build(), threads));
    return collector;
  }

  private boolean flush() {
    return pipeline.forceFlush().join(50, TimeUnit.SECONDS).isSuccess();
  }

  private SpanAccounting account() {
    return pipeline.accounting();
  }
}
