package dev.weft.exporter;

import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jctools.queues.MessagePassingQueue;
import org.jctools.queues.atomic.MpscAtomicArrayQueue;

/**
 * The ended spans that wait for a worker. Adding never blocks or locks; every span that is not
 * handed to a worker is counted.
 *
 * <p>The queue is bounded in spans, and in bytes as well: as long as few wait, they are taken as
 * they are, and adding allocates nothing; behind those each further one is weighed, and none comes
 * in when the weighed ones are too heavy together. So a collector that keeps up costs no weighing,
 * and one that is away cannot make long SQL texts fill the heap. When there is no room left, a span
 * is dropped unread, which costs less than to keep it.
 *
 * <p>The queue is JCTools' variant without {@code sun.misc.Unsafe}, whose memory access prints a
 * warning from JDK 24 on.
 */
final class SpanQueue {

  /** Enough for a batch to fill up, so that nothing is weighed while the collector keeps up. */
  private static final int FEWEST_UNWEIGHED = 512;

  /** As many as OpenTelemetry's whole queue holds. */
  private static final int MOST_UNWEIGHED = 2048;

  /** What a span with a long SQL text weighs. */
  private static final int HEAVY_SPAN = 32 << 10;

  /** Less room than this is none: nearly every span would be weighed for nothing. */
  private static final int LEAST_ROOM = 4 << 10;

  private static final int SMALLEST = 2;

  /** Of {@link ReadableSpan}, {@link SpanData} and {@link WeighedSpan}. */
  private final MpscAtomicArrayQueue<Object> spans;

  private final int unweighed;
  private final long byteLimit;
  private final AtomicLong bytes = new AtomicLong();
  private final SpanAccounting accounting;
  private final AtomicBoolean discarding = new AtomicBoolean();
  private volatile boolean sealed;

  SpanQueue(PipelineSettings settings, SpanAccounting accounting) {
    this.spans = new MpscAtomicArrayQueue<>(Math.max(settings.queueSize, SMALLEST));
    this.byteLimit = settings.queueBytes;
    this.unweighed = unweighed(byteLimit);
    this.accounting = accounting;
  }

  /**
   * How many spans are let in without being weighed: in a small heap so few that long SQL texts in
   * all of them weigh hardly more than the limit says.
   */
  static int unweighed(long byteLimit) {
    return (int) Math.max(FEWEST_UNWEIGHED, Math.min(byteLimit / HEAVY_SPAN, MOST_UNWEIGHED));
  }

  /** Adds a span, or counts it as dropped; returns false if that was for lack of room. */
  boolean offer(ReadableSpan span) {
    if (!isWeighing()) {
      return add(span);
    }
    return isHeavy() ? dropForWeight() : offerWeighed(span.toSpanData());
  }

  /** The same for the data of a span. */
  boolean offer(SpanData span) {
    if (!isWeighing()) {
      return add(span);
    }
    return isHeavy() ? dropForWeight() : offerWeighed(span);
  }

  private boolean isWeighing() {
    return spans.size() >= unweighed;
  }

  private boolean isHeavy() {
    return byteLimit - bytes.get() < LEAST_ROOM;
  }

  private boolean offerWeighed(SpanData span) {
    WeighedSpan weighed = new WeighedSpan(span);
    if (bytes.addAndGet(weighed.bytes) > byteLimit) {
      bytes.addAndGet(-weighed.bytes);
      return dropForWeight();
    }
    boolean roomy = add(weighed);
    if (!roomy) {
      bytes.addAndGet(-weighed.bytes);
    }
    return roomy;
  }

  private boolean dropForWeight() {
    accounting.addEnded();
    accounting.addDropped(sealed ? DropReason.SHUTDOWN : DropReason.QUEUE_BYTES, 1);
    return false;
  }

  private boolean add(Object span) {
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

  int capacity() {
    return spans.capacity();
  }

  int size() {
    return spans.size();
  }

  /**
   * Moves spans into the array, as many as fit and are there. For one worker at a time.
   *
   * @param target takes what {@link #dataOf} reads
   */
  int drainTo(Object[] target, int limit) {
    int count = 0;
    while (count < limit) {
      Object span = spans.poll();
      if (span == null) {
        break;
      }
      target[count++] = span;
      if (span instanceof WeighedSpan) {
        bytes.addAndGet(-((WeighedSpan) span).bytes);
      }
    }
    return count;
  }

  /** The data of what was in the queue. */
  static SpanData dataOf(Object span) {
    if (span instanceof WeighedSpan) {
      return ((WeighedSpan) span).span;
    }
    return span instanceof SpanData ? (SpanData) span : ((ReadableSpan) span).toSpanData();
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

  private enum Discarded implements MessagePassingQueue.Consumer<Object> {
    SPAN;

    @Override
    public void accept(Object span) {}
  }
}
