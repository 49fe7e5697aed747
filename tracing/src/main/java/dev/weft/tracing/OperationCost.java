package dev.weft.tracing;

import java.lang.ref.WeakReference;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What tracing costs on the application's threads, estimated from a few operations: somebody asks
 * for the next so many to be timed, and reads later how fast they came and what one took.
 *
 * <p>All others pay two reads of fields that hardly ever change. Timed is an operation from the
 * decision about it until it exists, and its end; not what comes before (reading the headers of a
 * request that comes in), nor contexts handed over between threads. Time is the clock's: what took
 * longer than a millisecond counts as one, since the thread was most likely not running.
 */
public final class OperationCost {
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

  // Plain: a race costs a sample, or makes one more than was asked for.
  private static int wanted;
  private static @Nullable OperationCost beginning;

  private static final AtomicInteger BEGUN = new AtomicInteger();
  private static final AtomicInteger TIMED = new AtomicInteger();
  private static final AtomicLong NANOS = new AtomicLong();
  private static volatile long armedAt;
  private static volatile long fullAt;

  // Weak: operations outlive threads, whose class loaders must be free to go.
  private final WeakReference<Thread> thread = new WeakReference<>(Thread.currentThread());
  private final long beganAt = System.nanoTime();
  private long endingAt;

  private OperationCost() {}

  /** Forgets what was timed, and asks for the next so many operations. */
  public static void arm(int operations) {
    wanted = 0;
    beginning = null;
    BEGUN.set(0);
    TIMED.set(0);
    NANOS.set(0);
    armedAt = System.nanoTime();
    fullAt = 0;
    wanted = operations;
  }

  /** The estimate since {@link #arm}: nanoseconds in each second, 0 if no operation was timed. */
  public static double nanosPerSecond() {
    int timed = TIMED.get();
    if (timed == 0) {
      return 0;
    }
    long until = fullAt == 0 ? System.nanoTime() : fullAt;
    double seconds = Math.max(1, until - armedAt) / SECOND;
    return NANOS.get() / (double) timed * (BEGUN.get() / seconds);
  }

  /** How many operations the estimate rests on. */
  public static int timed() {
    return TIMED.get();
  }

  /** Called when it is decided about an operation, before anything else is done for it. */
  static void mayBegin() {
    int left = wanted;
    if (left > 0) {
      wanted = left - 1;
      BEGUN.incrementAndGet();
      if (left == 1) {
        fullAt = System.nanoTime();
      }
      beginning = new OperationCost();
    }
  }

  /** Called by an operation that exists now; null unless it is one of those that are timed. */
  static @Nullable OperationCost begun() {
    OperationCost cost = beginning;
    if (cost == null || cost.thread.get() != Thread.currentThread()) {
      return null;
    }
    beginning = null;
    TIMED.incrementAndGet();
    cost.add(System.nanoTime() - cost.beganAt);
    return cost;
  }

  void ending() {
    endingAt = System.nanoTime();
  }

  void ended() {
    if (endingAt != 0) {
      add(System.nanoTime() - endingAt);
      endingAt = 0;
    }
  }

  private void add(long nanos) {
    NANOS.addAndGet(Math.min(nanos, LONGEST_NANOS));
  }
}
