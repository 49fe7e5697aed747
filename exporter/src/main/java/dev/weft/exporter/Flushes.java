package dev.weft.exporter;

import io.opentelemetry.sdk.common.CompletableResultCode;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * The flushes that were asked for, one after the other. Each is done when the spans that were in
 * the queue as it began have been taken, and the batches they are in, as well as those that were on
 * their way already, have been settled. It succeeds if all of these arrived.
 */
final class Flushes {
  private final Queue<CompletableResultCode> asked = new ConcurrentLinkedQueue<>();

  // Guarded by this, as are the flags of the lanes.
  private @Nullable CompletableResultCode current;
  private int untaken;
  private int unsettled;
  private boolean complete;

  void add(CompletableResultCode flush) {
    asked.add(flush);
  }

  /** Whether a flush is to begin, or takes spans, so that nobody waits for a batch to fill. */
  synchronized boolean areUrgent() {
    return current == null ? !asked.isEmpty() : untaken > 0;
  }

  /**
   * Begins the next flush, if none is in progress.
   *
   * @param waiting spans that are in the queue, from which nobody else takes meanwhile
   */
  void begin(int waiting, Iterable<ExportLane> lanes) {
    CompletableResultCode done;
    synchronized (this) {
      if (current != null || (current = asked.poll()) == null) {
        return;
      }
      complete = true;
      untaken = waiting;
      for (ExportLane lane : lanes) {
        lane.awaited = lane.sending;
        unsettled += lane.awaited ? 1 : 0;
      }
      done = takeFinished();
    }
    complete(done, true);
  }

  /** A lane has taken so many spans and goes to send them. */
  synchronized void taken(ExportLane lane, int spans) {
    lane.sending = true;
    if (current != null && untaken > 0) {
      untaken -= spans;
      lane.awaited = true;
      unsettled++;
    }
  }

  /** What a lane had taken has arrived, completely or not. */
  void settled(ExportLane lane, boolean arrived) {
    CompletableResultCode done;
    boolean success;
    synchronized (this) {
      lane.sending = false;
      if (!lane.awaited) {
        return;
      }
      lane.awaited = false;
      unsettled--;
      complete &= arrived;
      success = complete;
      done = takeFinished();
    }
    complete(done, success);
  }

  /** Ends all flushes, because nothing is sent any more. */
  void end(boolean success) {
    CompletableResultCode unfinished;
    synchronized (this) {
      unfinished = current;
      current = null;
    }
    complete(unfinished, success);
    while ((unfinished = asked.poll()) != null) {
      complete(unfinished, success);
    }
  }

  private @Nullable CompletableResultCode takeFinished() {
    CompletableResultCode finished = current;
    if (untaken > 0 || unsettled > 0) {
      return null;
    }
    current = null;
    return finished;
  }

  /** Completes a result outside of locks: the application may have hung code of its own on it. */
  static void complete(@Nullable CompletableResultCode result, boolean success) {
    if (result == null) {
      return;
    }
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
}
