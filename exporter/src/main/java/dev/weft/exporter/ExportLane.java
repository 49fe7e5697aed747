package dev.weft.exporter;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** One sender and the batch that it has in hand. For one thread at a time. */
final class ExportLane {

  private final SpanQueue queue;
  private final SpanSender sender;
  private final int batchSize;
  private final ExportEffort effort;
  private final Throttle errorLog;

  // All that handling a batch needs is here before the first one, so that lack of memory between
  // taking spans and counting them cannot lose any.
  private final Object[] taken;
  private final List<SpanData> batch;
  private final Delivery delivery;
  private int spans;

  /** Whether a batch is on its way, and whether the flush in progress is about it. */
  boolean sending; // guarded by Flushes

  boolean awaited; // guarded by Flushes

  ExportLane(
      SpanQueue queue,
      SpanSender sender,
      int batchSize,
      SpanAccounting accounting,
      ExportEffort effort,
      Throttle errorLog) {
    this.queue = queue;
    this.sender = sender;
    this.batchSize = batchSize;
    this.effort = effort;
    this.errorLog = errorLog;
    this.taken = new Object[batchSize];
    this.batch = new ArrayList<>(batchSize);
    this.delivery = new Delivery(accounting, effort);
  }

  SpanSender sender() {
    return sender;
  }

  /**
   * Takes a batch from the queue, for {@link #send}, and says how many spans it has. Only where
   * nobody else takes any.
   */
  int take() {
    spans = queue.drainTo(taken, batchSize);
    delivery.open(spans);
    return spans;
  }

  /** Sends what was taken, and says whether all of it arrived. Throws nothing. */
  boolean send() {
    int size = spans;
    long began = System.nanoTime();
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
      forget();
    }
    boolean complete = delivery.close();
    if (size > 0) {
      tell(System.nanoTime() - began, size);
    }
    return complete;
  }

  private void tell(long tookNanos, int size) {
    try {
      effort.addBatch(tookNanos, size, delivery.failure());
    } catch (Throwable t) {
      // Lack of memory while the agent looks at itself must not look like a lost batch.
    }
  }

  private void forget() {
    batch.clear();
    for (int i = 0; i < spans; i++) {
      taken[i] = null;
    }
    spans = 0;
  }

  private void report(Throwable failure) {
    try {
      effort.failed(failure.toString());
      if (errorLog.admits(System.nanoTime())) {
        LoggerFactory.getLogger(ExportLane.class)
            .warn("a batch of spans is lost: {}", failure.toString());
      }
    } catch (Throwable t) {
      // No memory to say so, perhaps. The batch is counted as lost.
    }
  }
}
