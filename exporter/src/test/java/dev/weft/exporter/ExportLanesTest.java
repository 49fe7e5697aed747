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
  void sendsBatchesAtTheSameTimeWhenTheCollectorIsSlowButTakesThem() {
    collector.answersWhenAtOnce = 3;
    new Spans(pipeline).end(400);

    pipeline.start(collector.sender());
    flush();

    assertThat(collector.mostAtOnce.get()).isEqualTo(3);
    assertThat(collector.received.get()).isEqualTo(400);
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
    new Spans(pipeline).end(400);
    collector.holdFrom(2);
    pipeline.start(collector.sender());
    collector.held.await();

    CompletableResultCode flush = pipeline.forceFlush();
    assertThat(flush.isDone()).isFalse();
    collector.release.countDown();

    assertThat(flush.join(20, TimeUnit.SECONDS).isSuccess()).isTrue();
    assertThat(collector.received.get()).isEqualTo(400);
  }

  @Test
  void sendsFromAllLanesAtShutdown() {
    collector.answersWhenAtOnce = 3;
    new Spans(pipeline).end(400);
    pipeline.start(collector.sender());

    assertThat(pipeline.shutdown().join(20, TimeUnit.SECONDS).isSuccess()).isTrue();

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
            TimeUnit.MILLISECONDS.toNanos(1));
    SpanData span = Spans.unsampled("any");
    for (int i = 0; i < 400; i++) {
      queue.offer(span);
    }
    collector.holdFrom(2);

    lanes.ensureAlive();
    collector.held.await();
    collector.release.countDown();
    while (collector.received.get() < 400) {
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
    assertThat(collector.received.get()).isEqualTo(400);
    collector.received.set(0);
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
    volatile int answersWhenAtOnce = 1;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger atOnce = new AtomicInteger();
    private int holds = Integer.MAX_VALUE;

    /** From the given call on nothing is answered until {@link #release}. */
    void holdFrom(int call) {
      holds = call;
      // Whoever opens the second lane is in its own next call by then.
      held = new CountDownLatch(2);
    }

    SpanSender sender() {
      senders.incrementAndGet();
      return new Sender();
    }

    private void answer() throws InterruptedException {
      int call = calls.incrementAndGet();
      mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
      if (call >= holds) {
        held.countDown();
        release.await();
      }
      // The first answers are quick, for lanes are opened to who answers.
      while (call >= 3 && mostAtOnce.get() < answersWhenAtOnce) {
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
