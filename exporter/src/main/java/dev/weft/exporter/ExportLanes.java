package dev.weft.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Empties the queue: waits until a batch is full, old enough or asked for, takes it and sends it.
 * One thread does that as long as it keeps up. When many batches wait, and do not become fewer
 * though the collector takes what it gets, further threads join, each with a sender of its own, and
 * leave when they have nothing to do. What has gathered while the collector was away is no reason:
 * one thread sends it soon enough, and leaves the other CPUs to the application.
 *
 * <p>The threads take turns: one waits for the next batch, the others send theirs. Nothing but
 * {@link #shutdown} ends the first of them: interrupts mean nothing here, and any throwable costs
 * no more than the batch at hand.
 */
final class ExportLanes {

  /** Batches that wait before a further lane is opened. */
  private static final int BACKLOG = 8;

  /** What waited when nothing is known of it, so that the next look sees less. */
  private static final int UNKNOWN = Integer.MAX_VALUE;

  private static final long PAUSE_AFTER_ERROR_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
  private static final long LOG_INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final SpanQueue queue;
  private final PipelineSettings settings;
  private final SpanAccounting accounting;
  private final ExportEffort effort;
  private final ThreadFactory threads;
  private final int batchSize;
  private final long idleNanos;
  private final Turn turn;
  private final Throttle errorLog = new Throttle(LOG_INTERVAL_NANOS);

  private final ExportLane first;
  private final CopyOnWriteArrayList<ExportLane> lanes = new CopyOnWriteArrayList<>();
  private final AtomicInteger open = new AtomicInteger(1);
  private final AtomicBoolean reviving = new AtomicBoolean();
  private volatile @Nullable Thread firstThread;

  /** Spans that waited when a batch had arrived; of several lanes, whichever came last. */
  private volatile int waitedBefore = UNKNOWN;

  private final Flushes flushes;
  private final AtomicLong failedBatches = new AtomicLong();
  private volatile @Nullable Shutdown shutdown;
  private volatile boolean firstLeft;

  ExportLanes(
      SpanQueue queue,
      SpanSender sender,
      Flushes flushes,
      PipelineSettings settings,
      SpanAccounting accounting,
      ExportEffort effort,
      ThreadFactory threads) {
    this(queue, sender, flushes, settings, accounting, effort, threads, IDLE_NANOS);
  }

  ExportLanes(
      SpanQueue queue,
      SpanSender sender,
      Flushes flushes,
      PipelineSettings settings,
      SpanAccounting accounting,
      ExportEffort effort,
      ThreadFactory threads,
      long idleNanos) {
    this.queue = queue;
    this.flushes = flushes;
    this.settings = settings;
    this.accounting = accounting;
    this.effort = effort;
    this.threads = threads;
    this.batchSize = settings.effectiveBatchSize();
    this.idleNanos = idleNanos;
    this.turn = new Turn(queue, settings);
    this.first = lane(sender);
    lanes.add(first);
  }

  private ExportLane lane(SpanSender sender) {
    return new ExportLane(queue, sender, batchSize, accounting, effort, errorLog);
  }

  /** Called by each thread that has added a span. */
  void spanAdded() {
    turn.spanAdded();
  }

  /** Called when somebody has asked for a flush: what is in the queue now is to be sent. */
  void flushAdded() {
    ensureAlive();
    turn.wake();
  }

  /** Sends what is there, as far as the deadline allows, and ends. */
  void shutdown(long deadlineNanos, CompletableResultCode result) {
    shutdown = new Shutdown(deadlineNanos, result, failedBatches.get());
    for (ExportLane lane : lanes) {
      lane.sender().hurry(deadlineNanos);
    }
    ensureAlive();
    turn.wake();
  }

  /**
   * Starts the first thread if it does not run. Called where a dead one would show: a thread may
   * not have been to be had, or been killed ({@code Thread.stop}, lack of memory in the midst of
   * handling lack of memory).
   */
  void ensureAlive() {
    Thread running = firstThread;
    if (firstLeft || (running != null && running.isAlive())) {
      return;
    }
    if (reviving.compareAndSet(false, true)) {
      try {
        if (firstThread == running) {
          Thread fresh = threads.newThread(new FirstLane());
          fresh.start();
          firstThread = fresh;
        }
      } catch (Throwable t) {
        // No thread to be had now. The spans wait, and the next full queue or flush tries again.
      } finally {
        reviving.set(false);
      }
    }
  }

  /** Takes and sends one batch; says whether the lane is to go on. */
  private boolean cycle(ExportLane lane) {
    if (!awaitTurn(lane)) {
      return false;
    }
    try {
      turn.awaitBatch(lane == first ? this::isUrged : this::isUrgedOrWanted);
      if (lane != first && turn.isWanted() && !turn.isBatchFull() && !isUrged()) {
        // The first lane has nothing to do either, and it is the one to stay.
        return true;
      }
      Shutdown requested = shutdown;
      if (requested != null && requested.isDone(queue)) {
        return false;
      }
      flushes.begin(queue.size(), lanes);
      flushes.taken(lane, turn.take(lane));
    } finally {
      turn.pass();
    }
    if (!send(lane)) {
      waitedBefore = UNKNOWN;
    } else {
      keepUp(lane);
    }
    return true;
  }

  /** The first lane waits as long as it takes; another one is not needed if it waits for long. */
  private boolean awaitTurn(ExportLane lane) {
    if (lane == first) {
      turn.await();
      return true;
    }
    return turn.await(idleNanos);
  }

  private boolean isUrged() {
    return shutdown != null || flushes.areUrgent();
  }

  private boolean isUrgedOrWanted() {
    return isUrged() || turn.isWanted();
  }

  private boolean send(ExportLane lane) {
    boolean complete = false;
    try {
      complete = lane.send();
    } finally {
      if (!complete) {
        failedBatches.incrementAndGet();
      }
      flushes.settled(lane, complete);
      if (flushes.areUrgent()) {
        turn.wake();
      }
    }
    return complete;
  }

  /** Called when a batch has arrived: opens a further lane if that was not enough. */
  private void keepUp(ExportLane lane) {
    int before = waitedBefore;
    int waiting = queue.size();
    waitedBefore = waiting;
    if (isBehind(waiting, before)) {
      grow(lane);
    }
  }

  /**
   * Says whether much waits, and since the last batch has not become less by half a batch at least;
   * at the end of the process, when time is short, whether much waits.
   */
  private boolean isBehind(int waiting, int before) {
    return waiting >= BACKLOG * batchSize && (shutdown != null || waiting > before - batchSize / 2);
  }

  /** Called by a thread that has just seen that the collector takes what it gets. */
  private void grow(ExportLane lane) {
    int now = open.get();
    if (turn.isWanted() || now >= settings.concurrency || !open.compareAndSet(now, now + 1)) {
      return;
    }
    ExportLane added = null;
    try {
      SpanSender sender = lane.sender().another();
      if (sender != null) {
        added = lane(sender);
        lanes.add(added);
        hurryIfShutDown(sender);
        threads.newThread(new FurtherLane(added)).start();
        return;
      }
    } catch (Throwable t) {
      // Lack of memory or threads; the lanes that there are go on.
    }
    leave(added);
  }

  private void hurryIfShutDown(SpanSender sender) {
    Shutdown requested = shutdown;
    if (requested != null) {
      sender.hurry(requested.deadlineNanos);
    }
  }

  /** Gives a lane up. At shutdown, the last one to leave settles the account. */
  private void leave(@Nullable ExportLane lane) {
    if (lane != null) {
      lanes.remove(lane);
      lane.sender().close();
    }
    Shutdown requested = shutdown;
    if (open.decrementAndGet() == 0 && requested != null) {
      queue.seal();
      flushes.end(failedBatches.get() == requested.failedBefore);
      Flushes.complete(requested.result, true);
    }
  }

  /** The lane that is always there, whatever happens to its thread. */
  private final class FirstLane implements Runnable {
    @Override
    public void run() {
      boolean goOn = true;
      while (goOn) {
        try {
          goOn = cycle(first);
        } catch (Throwable t) {
          // What was taken from the queue has been counted. A lasting error must not burn a core.
          LockSupport.parkNanos(this, PAUSE_AFTER_ERROR_NANOS);
        }
      }
      firstLeft = true;
      leave(first);
    }
  }

  /** A lane that is there while it is needed. */
  private final class FurtherLane implements Runnable {
    private final ExportLane lane;

    FurtherLane(ExportLane lane) {
      this.lane = lane;
    }

    @Override
    public void run() {
      try {
        boolean goOn = true;
        while (goOn) {
          goOn = cycle(lane);
        }
      } catch (Throwable t) {
        // What was taken from the queue has been counted, and the first lane is still there.
      }
      leave(lane);
    }
  }

  private static final class Shutdown {
    final long deadlineNanos;
    final CompletableResultCode result;
    final long failedBefore;

    Shutdown(long deadlineNanos, CompletableResultCode result, long failedBefore) {
      this.deadlineNanos = deadlineNanos;
      this.result = result;
      this.failedBefore = failedBefore;
    }

    boolean isDone(SpanQueue queue) {
      return queue.size() == 0 || deadlineNanos - System.nanoTime() <= 0;
    }
  }
}
