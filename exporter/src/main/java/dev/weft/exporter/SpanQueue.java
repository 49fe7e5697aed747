package dev.weft.exporter;

import io.opentelemetry.sdk.trace.ReadableSpan;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The ended spans that wait for the worker. Adding never blocks, locks or allocates; every span
 * that is not handed to the worker is counted.
 *
 * <p>The queue is JCTools' variant without {@code sun.misc.Unsafe}, whose memory access prints a
 * warning from JDK 24 on.
 */
final class SpanQueue {

  private static final int SMALLEST = 2;

  private final MpscAtomicArrayQueue<ReadableSpan> spans;
  private final SpanAccounting accounting;
  private final AtomicBoolean discarding = new AtomicBoolean();
  private volatile boolean sealed;

  SpanQueue(int capacity, SpanAccounting accounting) {
    this.spans = new MpscAtomicArrayQueue<>(Math.max(capacity, SMALLEST));
    this.accounting = accounting;
  }

  /** Adds a span, or counts it as dropped; returns false if that was for lack of room. */
  boolean offer(ReadableSpan span) {
    accounting.addEnded();
    if (sealed) {
      accounting.addDropped(DropReason.SHUTDOWN, 1);
      return true;
    }
    if (!spans.offer(span)) {
      accounting.addDropped(DropReason.QUEUE_FULL, 1);
      return false;
    }
    if (sealed) {
      // Sealed in between: the one who sealed may have looked before this span was there.
      discardAll();
    }
    return true;
  }

  int size() {
    return spans.size();
  }

  /** Moves spans into the array, as many as fit and are there. For the worker alone. */
  int drainTo(ReadableSpan[] target, int limit) {
    int count = 0;
    while (count < limit) {
      ReadableSpan span = spans.poll();
      if (span == null) {
        break;
      }
      target[count++] = span;
    }
    return count;
  }

  /**
   * Ends the queue, when no worker takes from it any more: what is in it is dropped, and counted.
   */
  void seal() {
    sealed = true;
    discardAll();
  }

  /** Empties the sealed queue. It wants a single consumer, so whoever comes second leaves. */
  private void discardAll() {
    while (!spans.isEmpty() && discarding.compareAndSet(false, true)) {
      int count = spans.drain(Discarded.SPAN);
      accounting.addDropped(DropReason.SHUTDOWN, count);
      discarding.set(false);
    }
  }

  private enum Discarded implements MessagePassingQueue.Consumer<ReadableSpan> {
    SPAN;

    @Override
    public void accept(ReadableSpan span) {}
  }
}
