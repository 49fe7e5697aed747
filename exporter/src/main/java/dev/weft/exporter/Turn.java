package dev.weft.exporter;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The right to take from the queue, which one exporting thread has at a time; it waits there until
 * there is something to take. Interrupts mean nothing to those who wait.
 */
final class Turn {
  private static final long SHORTEST_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final SpanQueue queue;
  private final int batchSize;
  private final long delayNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private long lastTaken = System.nanoTime(); // guarded by lock
  private volatile @Nullable Thread holder;
  private volatile boolean waiting;

  Turn(SpanQueue queue, PipelineSettings settings) {
    this.queue = queue;
    this.batchSize = settings.effectiveBatchSize();
    this.delayNanos = Math.max(settings.scheduleDelayNanos, SHORTEST_DELAY_NANOS);
  }

  /** Waits for the turn, however long. */
  void await() {
    lock.lock();
  }

  /** Waits for the turn that long, and says whether it came. */
  boolean await(long nanos) {
    long until = System.nanoTime() + nanos;
    while (true) {
      try {
        return lock.tryLock(until - System.nanoTime(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        // Whoever interrupted this thread did not mean us; the exception has cleared the flag.
      }
    }
  }

  void pass() {
    lock.unlock();
  }

  /** Whether a thread waits for the turn, with nothing else to do. */
  boolean isWanted() {
    return lock.hasQueuedThreads();
  }

  /** Waits, in possession of the turn, until a batch is full or old enough, or something urges. */
  void awaitBatch(BooleanSupplier urgent) {
    holder = Thread.currentThread();
    long due = lastTaken + delayNanos;
    while (true) {
      // park() would return at once.
      Thread.interrupted();
      waiting = true;
      if (isBatchFull() || urgent.getAsBoolean()) {
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

  /** Takes a batch, in possession of the turn, and says how many spans it has. */
  int take(ExportLane lane) {
    int spans = lane.take();
    lastTaken = System.nanoTime();
    return spans;
  }

  /** Called by each thread that has added a span: wakes the one that waits if a batch is full. */
  void spanAdded() {
    if (waiting && isBatchFull()) {
      wake();
    }
  }

  boolean isBatchFull() {
    return queue.size() >= batchSize;
  }

  /** Makes the one who has the turn look again. */
  void wake() {
    waiting = false;
    LockSupport.unpark(holder);
  }
}
