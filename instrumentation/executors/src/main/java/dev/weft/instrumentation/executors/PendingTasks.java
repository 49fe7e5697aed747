package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import org.jspecify.annotations.Nullable;

/**
 * The contexts in which tasks were submitted that have not run yet, by the identity of the task and
 * of the place where it waits.
 *
 * <p>A task may wait several times at one place. Its runs then get the contexts in the order of the
 * submissions: nobody can tell one of these runs from another, so the first one is the first's.
 *
 * <p>Tasks are held weakly: what is dropped unseen (a queue cleared, a handler that discards) goes.
 * No code of the application is called here, not even {@code equals} or {@code hashCode}.
 */
final class PendingTasks {
  /** Enough for threads not to meet in one, few enough to look into each. A power of two. */
  private static final int STRIPES = 16;

  private final PendingStripe[] stripes = new PendingStripe[STRIPES];
  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();

  PendingTasks() {
    for (int i = 0; i < STRIPES; i++) {
      stripes[i] = new PendingStripe();
    }
  }

  /**
   * The task waits once more.
   *
   * @return how often it waits at this place now
   */
  int add(Object task, Object place, Context context) {
    expunge();
    PendingTask added = new PendingTask(task, place, context, dropped);
    return stripe(added.hash).add(added, task, place, context);
  }

  /** The task waits once, in this context, whatever has been noted before. */
  void set(Object task, Object place, Context context) {
    expunge();
    PendingTask only = new PendingTask(task, place, context, dropped);
    stripe(only.hash).set(only, task, place);
  }

  /** Takes the context of the oldest submission; null if there is none. */
  @Nullable Context takeOldest(Object task, Object place) {
    if (isEmpty()) {
      return null;
    }
    int hash = PendingTask.hash(task, place);
    return stripe(hash).takeOldest(hash, task, place);
  }

  /** Takes back the newest submission in this context; answers whether there is one. */
  boolean takeNewest(Object task, Object place, Context context) {
    if (isEmpty()) {
      return false;
    }
    int hash = PendingTask.hash(task, place);
    return stripe(hash).takeNewest(hash, task, place, context);
  }

  /** How often the task waits at this place. */
  int count(Object task, Object place) {
    int hash = PendingTask.hash(task, place);
    return stripe(hash).count(hash, task, place);
  }

  /** Forgets the oldest submissions until no more than the given number are left. */
  void keepNewest(int count, Object task, Object place) {
    int hash = PendingTask.hash(task, place);
    stripe(hash).keepNewest(count, hash, task, place);
  }

  private PendingStripe stripe(int hash) {
    // By the upper bits: a stripe finds its buckets by the lower ones.
    return stripes[(hash >>> 16) & (STRIPES - 1)];
  }

  private void expunge() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      PendingTask task = (PendingTask) gone;
      stripe(task.hash).remove(task);
    }
  }

  /**
   * Whether nothing waits, which spares tasks that nobody has noted their identity hash. The reads
   * race with writes, but whoever was handed a task after it was noted sees that it is there.
   */
  boolean isEmpty() {
    for (PendingStripe stripe : stripes) {
      if (stripe.size() != 0) {
        return false;
      }
    }
    return true;
  }

  /** How many tasks wait, those that were dropped lately included. */
  int size() {
    int size = 0;
    for (PendingStripe stripe : stripes) {
      size += stripe.size();
    }
    return size;
  }
}
