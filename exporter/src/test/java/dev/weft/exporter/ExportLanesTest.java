package dev.weft.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ExportLanesTest {

  private static final PipelineSettings SMALL_BATCHES =
      PipelineSettings.defaults()
          .withScheduleDelayMillis(60_000)
          .withBatchSize(10)
          .withConcurrency(3);

  /** Spans that end while a batch is sent, so that the queue grows whatever other lanes take. */
  private static final int MORE_THAN_IT_TAKES = 30;

  private final AgentThreads threads = new AgentThreads();
  private final SpanPipeline pipeline = new SpanPipeline(SMALL_BATCHES, threads);
  private final Collector collector = new Collector();

  @AfterEach
  void accountIsExact() {
    pipeline.close();
    SpanAccounting account = pipeline.accounting();
    assertThat(account.exported() + account.dropped()).isEqualTo(account.ended());
    assertThat(account.exported()).isEqualTo(collector.received.get());
    assertThat(collector.senders.get()).as("senders that are still open").isZero();
  }

  @Test
  void sendsBatchesAtTheSameTimeWhenMoreComesThanTheCollectorTakes() {
    collector.lanes = 3;
    Spans spans = new Spans(pipeline);
    collector.meanwhile = () -> spans.end(MORE_THAN_IT_TAKES);
    spans.end(400);

    pipeline.start(collector.sender());
    flush();
    flush();

    assertThat(collector.mostAtOnce.get()).isEqualTo(3);
    assertThat(collector.received.get()).isEqualTo((int) pipeline.accounting().ended());
  }

  @Test
  void catchesUpInOneLaneWhenTheCollectorIsBackAndQuick() {
    new Spans(pipeline).end(4000);

    pipeline.start(collector.sender());
    flush();

    assertThat(threads.made()).hasSize(1);
    assertThat(collector.received.get()).isEqualTo(4000);
  }

  @Test
  void keepsOneLaneAsLongAsLittleWaits() {
    pipeline.start(collector.sender());
    Spans spans = new Spans(pipeline);
    for (int i = 0; i < 100; i++) {
      spans.end(10);
      flush();
    }

    assertThat(threads.made()).hasSize(1);
  }

  @Test
  void opensNoFurtherLaneToACollectorThatFails() {
    collector.failing = true;
    new Spans(pipeline).end(400);

    pipeline.start(collector.sender());
    pipeline.forceFlush().join(20, TimeUnit.SECONDS);

    assertThat(threads.made()).hasSize(1);
    assertThat(pipeline.accounting().dropped(DropReason.REFUSED)).isEqualTo(400);
  }

  @Test
  void flushWaitsForBatchesOnTheirWayInOtherLanes() throws Exception {
    Spans spans = new Spans(pipeline);
    collector.meanwhile = () -> spans.end(MORE_THAN_IT_TAKES);
    spans.end(400);
    collector.holdAll(2);
    pipeline.start(collector.sender());
    collector.held.await();

    CompletableResultCode flush = pipeline.forceFlush();
    assertThat(flush.isDone()).isFalse();
    collector.release.countDown();

    assertThat(flush.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(collector.received.get()).isEqualTo((int) pipeline.accounting().ended());
  }

  @Test
  void opensFurtherLanesForWhatWaitsAtShutdown() throws Exception {
    new Spans(pipeline).end(400);
    collector.holdAll(1);
    pipeline.start(collector.sender());
    collector.held.await();

    CompletableResultCode ended = pipeline.shutdown();
    collector.letGoTo(3);

    assertThat(ended.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(collector.mostAtOnce.get()).isEqualTo(3);
    assertThat(collector.received.get()).isEqualTo(400);
  }

  @Test
  void furtherLanesLeaveWhenThereIsNothingToDo() throws Exception {
    SpanAccounting accounting = new SpanAccounting();
    PipelineSettings settings = SMALL_BATCHES.withScheduleDelayMillis(1);
    SpanQueue queue = new SpanQueue(settings, accounting);
    ExportLanes lanes =
        new ExportLanes(
            queue,
            collector.sender(),
            new Flushes(),
            settings,
            accounting,
            new ExportEffort(),
            threads,
            TimeUnit.MILLISECONDS.toNanos(100));
    SpanData span = Spans.unsampled("any");
    collector.meanwhile = () -> offer(queue, span, MORE_THAN_IT_TAKES);
    offer(queue, span, 400);
    collector.holdAll(2);

    lanes.ensureAlive();
    collector.held.await();
    collector.release.countDown();
    while (collector.received.get() < accounting.ended()) {
      Thread.onSpinWait();
    }
    for (Thread further : threads.made().subList(1, threads.made().size())) {
      further.join();
    }

    assertThat(threads.made().size()).isGreaterThan(1);
    assertThat(collector.senders.get()).isEqualTo(1);
    CompletableResultCode ended = new CompletableResultCode();
    lanes.shutdown(System.nanoTime() + TimeUnit.SECONDS.toNanos(20), ended);
    assertThat(ended.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(collector.received.get()).isEqualTo((int) accounting.ended());
    collector.received.set(0);
  }

  private static void offer(SpanQueue queue, SpanData span, int count) {
    for (int i = 0; i < count; i++) {
      queue.offer(span);
    }
  }

  private void flush() {
    assertThat(pipeline.forceFlush().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
  }

  /** Takes spans from several senders, in the ways that the fields tell. */
  private static final class Collector {
    final AtomicInteger received = new AtomicInteger();
    final AtomicInteger senders = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final CountDownLatch release = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(0);
    volatile boolean failing;
    volatile int lanes = 1;
    volatile Runnable meanwhile = () -> {};
    private volatile boolean allOpen;
    private volatile boolean holding;
    private final AtomicInteger atOnce = new AtomicInteger();

    /** From when so many lanes are open nothing is answered until {@link #release}. */
    void holdAll(int expected) {
      lanes = expected;
      held = new CountDownLatch(expected);
      holding = true;
    }

    /** Ends the hold, and from when so many lanes are open answers when all have asked. */
    void letGoTo(int expected) {
      lanes = expected;
      allOpen = false;
      holding = false;
      release.countDown();
    }

    SpanSender sender() {
      senders.incrementAndGet();
      return new Sender();
    }

    private void answer() throws InterruptedException {
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      if (senders.get() >= lanes) {
        allOpen = true;
      }
      if (!allOpen) {
        // At once, for lanes are opened to who answers.
        meanwhile.run();
      } else if (holding) {
        held.countDown();
        release.await();
      }
      while (allOpen && mostAtOnce.get() < lanes) {
        Thread.onSpinWait();
      }
      atOnce.decrementAndGet();
    }

    private final class Sender implements SpanSender {
      @Override
      public void send(List<SpanData> batch, Delivery delivery) {
        if (failing) {
          delivery.dropped(DropReason.REFUSED, batch.size());
          return;
        }
        try {
          answer();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        received.addAndGet(batch.size());
        delivery.exported(batch.size());
      }

      @Override
      public SpanSender another() {
        return sender();
      }

      @Override
      public void hurry(long deadlineNanos) {}

      @Override
      public void close() {
        senders.decrementAndGet();
      }
    }
  }
}
