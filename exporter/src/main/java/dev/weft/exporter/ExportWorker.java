package dev.weft.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Empties the queue: waits until a batch is full, old enough or asked for, and sends it; one batch
 * at a time. Nothing but {@link #shutdown} ends it: interrupts mean nothing here, and any throwable
 * costs no more than the batch at hand.
 */
final class ExportWorker implements Runnable {

  private static final long SHORTEST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long PAUSE_AFTER_ERROR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final SpanQueue queue;
  private final SpanSender sender;
  private final Queue<CompletableResultCode> flushes;
  private final int batchSize;
  private final long delayNanos;

  // All that handling a batch needs is here before the first one, so that lack of memory between
  // taking spans and counting them cannot lose any.
  private final Object[] taken;
  private final List<SpanData> batch;
  private final Delivery delivery;
  private final Throttle errorLog = new Throttle(LOG_INTERVAL_NANOS);

  private long lastExport = System.nanoTime();
  private volatile boolean waiting;
  private volatile boolean ended;
  private volatile @Nullable Thread thread;
  private volatile @Nullable Shutdown shutdown;

  ExportWorker(
      SpanQueue queue,
      SpanSender sender,
      Queue<CompletableResultCode> flushes,
      PipelineSettings settings,
      SpanAccounting accounting) {
    this.queue = queue;
    this.sender = sender;
    this.flushes = flushes;
    this.batchSize = settings.effectiveBatchSize();
    this.delayNanos = Math.max(settings.scheduleDelayNanos, SHORTEST_DELAY_NANOS);
    this.taken = new Object[batchSize];
    this.batch = new ArrayList<>(batchSize);
    this.delivery = new Delivery(accounting);
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    while (!ended) {
      try {
        awaitWork();
        work();
      } catch (Throwable t) {
        // Whatever was taken from the queue has been counted. A lasting error must not burn a core.
        LockSupport.parkNanos(this, PAUSE_AFTER_ERROR_NANOS);
      }
    }
  }

  /** Called by each thread that has added a span: wakes the worker if that made a batch full. */
  void spanAdded() {
    if (waiting && queue.size() >= batchSize) {
      wake();
    }
  }

  void wake() {
    waiting = false;
    LockSupport.unpark(thread);
  }

  /** Sends what is there, as far as the deadline allows, and ends. */
  void shutdown(long deadlineNanos, CompletableResultCode result) {
    shutdown = new Shutdown(deadlineNanos, result);
    sender.hurry(deadlineNanos);
    wake();
  }

  boolean hasEnded() {
    return ended;
  }

  private void awaitWork() {
    long due = lastExport + delayNanos;
    while (true) {
      // Whoever interrupted this thread did not mean us, and park() would return at once.
      Thread.interrupted();
      waiting = true;
      if (shutdown != null || !flushes.isEmpty() || queue.size() >= batchSize) {
        break;
      }
      long now = System.nanoTime();
      if (now - due >= 0) {
        if (queue.size() > 0) {
          break;
        }
        due = now + delayNanos;
      }
      LockSupport.parkNanos(this, due - now);
    }
    waiting = false;
  }

  private void work() {
    Shutdown requested = shutdown;
    if (requested != null) {
      finish(requested);
      return;
    }
    CompletableResultCode flush = flushes.poll();
    if (flush != null) {
      flush(flush);
    } else {
      exportBatch();
    }
  }

  private void flush(CompletableResultCode flush) {
    boolean complete = false;
    try {
      complete = exportAtLeast(queue.size());
    } finally {
      complete(flush, complete);
    }
  }

  private boolean exportAtLeast(int spans) {
    boolean complete = true;
    for (int left = spans; left > 0; left -= batchSize) {
      complete &= exportBatch();
    }
    return complete;
  }

  private void finish(Shutdown requested) {
    boolean complete = true;
    try {
      while (queue.size() > 0 && requested.deadlineNanos - System.nanoTime() > 0) {
        complete &= exportBatch();
      }
    } finally {
      queue.seal();
      ended = true;
      sender.close();
      completeFlushes(complete);
      complete(requested.result, true);
    }
  }

  private void completeFlushes(boolean complete) {
    CompletableResultCode flush;
    while ((flush = flushes.poll()) != null) {
      complete(flush, complete);
    }
  }

  /** Says whether all the spans of the batch arrived. */
  private boolean exportBatch() {
    int spans = queue.drainTo(taken, batchSize);
    delivery.open(spans);
    try {
      for (int i = 0; i < spans; i++) {
        batch.add(SpanQueue.dataOf(taken[i]));
      }
      if (spans > 0) {
        sender.send(batch, delivery);
      }
    } catch (Throwable t) {
      report(t);
    } finally {
      forget(spans);
    }
    return delivery.close();
  }

  private void forget(int spans) {
    batch.clear();
    for (int i = 0; i < spans; i++) {
      taken[i] = null;
    }
    lastExport = System.nanoTime();
  }

  private void report(Throwable t) {
    if (errorLog.admits(System.nanoTime())) {
      LoggerFactory.getLogger(ExportWorker.class)
          .warn("a batch of spans is lost: {}", t.toString());
    }
  }

  /** The application may have hung code of its own on the result. */
  private static void complete(CompletableResultCode result, boolean success) {
    try {
      if (success) {
        result.succeed();
      } else {
        result.fail();
      }
    } catch (Throwable t) {
      // Theirs, and the result is complete all the same.
    }
  }

  private static final class Shutdown {
    final long deadlineNanos;
    final CompletableResultCode result;

    Shutdown(long deadlineNanos, CompletableResultCode result) {
      this.deadlineNanos = deadlineNanos;
      this.result = result;
    }
  }
}
