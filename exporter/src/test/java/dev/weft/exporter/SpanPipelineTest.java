package dev.weft.exporter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class SpanPipelineTest {

  private static final PipelineSettings PATIENT =
      PipelineSettings.defaults().withScheduleDelayMillis(60_000);

  private final AgentThreads threads = new AgentThreads();
  private SpanPipeline pipeline = new SpanPipeline(PATIENT, threads);

  @BeforeEach
  void clearLog() {
    RecordedLog.clear();
  }

  @AfterEach
  void accountIsExact() {
    pipeline.close();
    SpanAccounting account = pipeline.accounting();
    assertThat(account.exported() + account.dropped()).isEqualTo(account.ended());
    assertThat(account.pending()).isZero();
  }

  @Test
  void keepsSpansThatEndBeforeTheSenderIsThere() {
    new Spans(pipeline).end(1000);
    assertThat(pipeline.accounting().pending()).isEqualTo(1000);
    assertThat(threads.made()).isEmpty();

    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);
    flush();

    assertThat(sender.names()).hasSize(1000).startsWith("span 0").endsWith("span 999");
    assertThat(sender.batchSizes).containsExactly(512, 488);
    assertThat(pipeline.accounting().exported()).isEqualTo(1000);
  }

  @Test
  void sendsAsSoonAsABatchIsFull() throws Exception {
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);

    new Spans(pipeline).end(512);

    assertThat(sender.calls.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    assertThat(sender.batchSizes).containsExactly(512);
  }

  @Test
  void sendsAPartOfABatchWhenItsTimeHasCome() throws Exception {
    pipeline = new SpanPipeline(PATIENT.withScheduleDelayMillis(1), threads);
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);

    new Spans(pipeline).end(1);
    assertThat(sender.calls.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
    new Spans(pipeline).end(1);
    assertThat(sender.calls.tryAcquire(20, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void dropsTheNewestWhenTheQueueIsFullAndCountsThem() throws Exception {
    pipeline = new SpanPipeline(PATIENT.withQueueSize(16).withBatchSize(4), threads);
    BlockedSender sender = new BlockedSender();
    pipeline.start(sender);
    Spans spans = new Spans(pipeline);
    spans.end(4);
    sender.entered.await();

    spans.end(20);

    assertThat(pipeline.accounting().dropped(DropReason.QUEUE_FULL)).isEqualTo(4);
    sender.release.countDown();
    flush();
    assertThat(pipeline.accounting().exported()).isEqualTo(20);
  }

  @Test
  void boundsTheBytesOfSpansThatWaitBehindManyOthers() throws Exception {
    pipeline = new SpanPipeline(PATIENT.withQueueBytes(1 << 20).withBatchSize(1), threads);
    BlockedSender sender = new BlockedSender();
    pipeline.start(sender);
    Spans spans = new Spans(pipeline);
    spans.end(1);
    sender.entered.await();
    int unweighed = SpanQueue.unweighed(1 << 20);
    spans.end(unweighed);

    endHeavy(spans, 100);

    // Each weighs a little more than 60,000 bytes, at two bytes a character.
    assertThat(pipeline.accounting().dropped(DropReason.QUEUE_BYTES)).isEqualTo(100 - 17);
    sender.release.countDown();
    flush();
    assertThat(pipeline.accounting().exported()).isEqualTo(1 + unweighed + 17);
  }

  @Test
  void takesHeavySpansAgainWhenTheWeightIsGone() throws Exception {
    pipeline = new SpanPipeline(PATIENT.withQueueBytes(100_000), threads);
    Spans spans = new Spans(pipeline);
    int unweighed = SpanQueue.unweighed(100_000);
    spans.end(unweighed);
    endHeavy(spans, 2);
    assertThat(pipeline.accounting().dropped(DropReason.QUEUE_BYTES)).isEqualTo(1);
    pipeline.start(new CollectingSender());
    flush();

    spans.end(unweighed);
    endHeavy(spans, 1);
    flush();

    assertThat(pipeline.accounting().dropped()).isEqualTo(1);
  }

  @Test
  void dropsUnreadWhatFindsNoRoom() {
    pipeline = new SpanPipeline(PATIENT.withQueueBytes(0), threads);
    new Spans(pipeline).end(SpanQueue.unweighed(0));

    pipeline.onEnd(Spans.unreadable());

    assertThat(pipeline.accounting().dropped(DropReason.QUEUE_BYTES)).isEqualTo(1);
    assertThat(pipeline.accounting().pending()).isEqualTo(SpanQueue.unweighed(0));
  }

  @Test
  void letsFewerSpansInUnweighedWhereTheHeapIsSmall() {
    assertThat(SpanQueue.unweighed(8 << 20)).isEqualTo(512);
    assertThat(SpanQueue.unweighed(32 << 20)).isEqualTo(1024);
    assertThat(SpanQueue.unweighed(1 << 30)).isEqualTo(2048);
  }

  @Test
  void exportsTheDataOfUnsampledSpansThatAreHandedIn() {
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);

    pipeline.add(Spans.unsampled("rescued"));
    flush();

    assertThat(sender.names()).containsExactly("rescued");
    assertThat(pipeline.accounting().exported()).isEqualTo(1);
  }

  @Test
  void doesNotExportWhatIsNotSampled() {
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);

    new Spans(pipeline, Sampler.alwaysOff()).end(10);
    flush();

    assertThat(sender.batchSizes).isEmpty();
    assertThat(pipeline.accounting().ended()).isZero();
  }

  @Test
  void flushFailsWhenSpansAreLostAndSucceedsAgainAfterwards() {
    CollectingSender sender = new CollectingSender();
    sender.failure = new IllegalStateException("of the test");
    pipeline.start(sender);
    Spans spans = new Spans(pipeline);
    spans.end(3);

    CompletableResultCode failed = pipeline.forceFlush().join(20, TimeUnit.SECONDS);
    sender.failure = null;
    spans.end(2);
    flush();

    assertThat(failed.isSuccess()).isFalse();
    assertThat(pipeline.accounting().dropped(DropReason.ERROR)).isEqualTo(3);
    assertThat(pipeline.accounting().exported()).isEqualTo(2);
    assertThat(RecordedLog.lines())
        .containsExactly(
            "WARN a batch of spans is lost: java.lang.IllegalStateException: of the test");
  }

  @Test
  void survivesWhateverTheSenderThrows() {
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);
    Spans spans = new Spans(pipeline);

    for (Throwable failure :
        List.of(
            new OutOfMemoryError("of the test"),
            new StackOverflowError(),
            new LinkageError(),
            new ThreadDeath(),
            new InterruptedException())) {
      sender.failure = failure;
      spans.end(1);
      pipeline.forceFlush().join(20, TimeUnit.SECONDS);
    }
    sender.failure = null;
    spans.end(1);
    flush();

    assertThat(pipeline.accounting().dropped(DropReason.ERROR)).isEqualTo(5);
    assertThat(pipeline.accounting().exported()).isEqualTo(1);
    assertThat(threads.made()).hasSize(1);
    assertThat(RecordedLog.lines()).hasSize(1);
  }

  @Test
  void countsWhatASenderForgetsToReportAndNothingTwice() {
    pipeline.start(
        new CollectingSender() {
          @Override
          public void send(List<SpanData> batch, Delivery delivery) {
            delivery.exported(1);
            if (batch.size() == 3) {
              delivery.dropped(DropReason.REFUSED, 7);
            }
          }
        });
    Spans spans = new Spans(pipeline);
    spans.end(3);
    pipeline.forceFlush().join(20, TimeUnit.SECONDS);
    spans.end(2);
    pipeline.forceFlush().join(20, TimeUnit.SECONDS);

    assertThat(pipeline.accounting())
        .hasToString(
            "spans ended 5, exported 2, dropped 2 (refused by the collector), dropped 1 (error in"
                + " the agent)");
  }

  @Test
  void takesInterruptsForNothing() throws Exception {
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);
    Spans spans = new Spans(pipeline);
    for (int i = 0; i < 100; i++) {
      threads.made().get(0).interrupt();
      spans.end(1);
      flush();
    }

    assertThat(pipeline.accounting().exported()).isEqualTo(100);
    assertThat(threads.made()).hasSize(1);
    assertThat(threads.made().get(0).isAlive()).isTrue();
  }

  @Test
  void replacesAWorkerThatCouldNotBeStartedOrDied() {
    AtomicInteger attempts = new AtomicInteger();
    pipeline =
        new SpanPipeline(
            PATIENT.withQueueSize(8).withBatchSize(8),
            task -> {
              switch (attempts.getAndIncrement()) {
                case 0:
                  throw new OutOfMemoryError("unable to create native thread, of the test");
                case 1:
                  return new Thread(() -> {}, "dies at once");
                default:
                  return threads.newThread(task);
              }
            });
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);
    Spans spans = new Spans(pipeline);
    while (attempts.get() < 3) {
      spans.end(1);
    }
    flush();

    assertThat(pipeline.accounting().exported()).isGreaterThanOrEqualTo(8);
  }

  @Test
  void sendsAllThatWaitsAtShutdownAndNothingAfterwards() {
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);
    Spans spans = new Spans(pipeline);
    spans.end(2000);

    CompletableResultCode flush = pipeline.forceFlush();
    CompletableResultCode first = pipeline.shutdown();
    assertThat(first.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    spans.end(5);

    assertThat(flush.isSuccess()).isTrue();
    assertThat(pipeline.shutdown()).isSameAs(first);
    assertThat(pipeline.forceFlush()).isSameAs(first);
    assertThat(pipeline.accounting().exported()).isEqualTo(2000);
    assertThat(pipeline.accounting().dropped(DropReason.SHUTDOWN)).isEqualTo(5);
    assertThat(sender.closed).isTrue();
  }

  @Test
  void countsWhatNoTimeIsLeftForAtShutdown() throws Exception {
    pipeline = new SpanPipeline(PATIENT.withShutdownMillis(100).withBatchSize(10), threads);
    BlockedSender sender = new BlockedSender();
    pipeline.start(sender);
    Spans spans = new Spans(pipeline);
    spans.end(10);
    sender.entered.await();
    spans.end(25);

    long start = System.nanoTime();
    CompletableResultCode result = pipeline.shutdown().join(20, TimeUnit.SECONDS);

    assertThat(result.isSuccess()).isTrue();
    assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(15));
    assertThat(pipeline.accounting().dropped(DropReason.SHUTDOWN)).isEqualTo(25);
    threads.made().get(0).join();
  }

  @Test
  void countsWhatWaitsWhenShutDownBeforeTheStart() {
    Spans spans = new Spans(pipeline);
    spans.end(3);
    CompletableResultCode flush = pipeline.forceFlush();

    assertThat(pipeline.shutdown().isSuccess()).isTrue();
    spans.end(1);
    CollectingSender late = new CollectingSender();
    pipeline.start(late);

    assertThat(flush.isDone()).isTrue();
    assertThat(flush.isSuccess()).isFalse();
    assertThat(late.closed).isTrue();
    assertThat(threads.made()).isEmpty();
    assertThat(pipeline.accounting().dropped(DropReason.SHUTDOWN)).isEqualTo(4);
  }

  @Test
  void countsExactlyWhileManyThreadsEndSpansThroughAShutdown() throws Exception {
    pipeline = new SpanPipeline(PATIENT.withQueueSize(256).withBatchSize(32), threads);
    CollectingSender sender = new CollectingSender();
    pipeline.start(sender);
    CountDownLatch half = new CountDownLatch(4 * 5_000);
    List<Thread> producers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread producer =
          new Thread(
              () -> {
                Spans spans = new Spans(pipeline);
                for (int n = 0; n < 10_000; n++) {
                  spans.end(1);
                  half.countDown();
                }
              });
      producers.add(producer);
      producer.start();
    }
    half.await();
    assertThat(pipeline.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    for (Thread producer : producers) {
      producer.join();
    }

    assertThat(pipeline.accounting().ended()).isEqualTo(40_000);
    assertThat(pipeline.accounting().exported()).isEqualTo(sender.names().size());
  }

  @Test
  void discardsWhenNothingIsToBeExported() {
    pipeline.start(new DiscardingSender());
    new Spans(pipeline).end(3);
    pipeline.forceFlush().join(20, TimeUnit.SECONDS);

    assertThat(pipeline.accounting().dropped(DropReason.DISABLED)).isEqualTo(3);
  }

  @Test
  void refusesASecondSender() {
    pipeline.start(new DiscardingSender());

    assertThatThrownBy(() -> pipeline.start(new DiscardingSender()))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void ignoresWhatTheApplicationThrowsWhenItsFlushIsDone() {
    pipeline
        .forceFlush()
        .whenComplete(
            () -> {
              throw new Error("of the test");
            });
    pipeline.start(new CollectingSender());
    new Spans(pipeline).end(1);
    flush();

    assertThat(pipeline.accounting().exported()).isEqualTo(1);
  }

  private static void endHeavy(Spans spans, int count) {
    for (int i = 0; i < count; i++) {
      spans.end("heavy", "x".repeat(30_000));
    }
  }

  private void flush() {
    assertThat(pipeline.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  private static class CollectingSender implements SpanSender {

    final List<Integer> batchSizes = Collections.synchronizedList(new ArrayList<>());
    final Semaphore calls = new Semaphore(0);
    private final List<String> names = Collections.synchronizedList(new ArrayList<>());
    volatile Throwable failure;
    volatile boolean closed;

    List<String> names() {
      return List.copyOf(names);
    }

    @Override
    public void send(List<SpanData> batch, Delivery delivery) {
      if (failure != null) {
        CollectingSender.<RuntimeException>sneak(failure);
      }
      batchSizes.add(batch.size());
      batch.forEach(span -> names.add(span.getName()));
      delivery.exported(batch.size());
      calls.release();
    }

    @Override
    public void hurry(long deadlineNanos) {}

    @Override
    public void close() {
      closed = true;
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void sneak(Throwable t) throws T {
      throw (T) t;
    }
  }

  /** Is stuck in its first send until released, or hurried and the time is up. */
  private static final class BlockedSender implements SpanSender {

    final CountDownLatch entered = new CountDownLatch(1);
    final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch hurried = new CountDownLatch(1);
    private volatile long deadline;

    @Override
    public void send(List<SpanData> batch, Delivery delivery) {
      entered.countDown();
      while (release.getCount() > 0
          && (hurried.getCount() > 0 || deadline - System.nanoTime() > 0)) {
        Thread.onSpinWait();
      }
      delivery.exported(batch.size());
    }

    @Override
    public void hurry(long deadlineNanos) {
      deadline = deadlineNanos;
      hurried.countDown();
    }

    @Override
    public void close() {}
  }
}
