package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A part of {@link PendingTasks}: a hash table with a lock of its own. */
final class PendingStripe {
  private static final int FEWEST_BUCKETS = 16;

  /** What a burst has needed is kept up to here: 4 KiB. */
  private static final int MOST_KEPT_BUCKETS = 1024;

  private @Nullable PendingTask[] buckets = new @Nullable PendingTask[FEWEST_BUCKETS];
  private int size;

  /** Adds one submission; answers how often the task waits now. */
  synchronized int add(PendingTask added, Object task, Object place, Context context) {
    PendingTask known = find(added.hash, task, place);
    if (known == null) {
      insert(added);
      return 1;
    }
    known.add(context);
    return known.count();
  }

  synchronized void set(PendingTask only, Object task, Object place) {
    PendingTask known = find(only.hash, task, place);
    if (known != null) {
      remove(known);
    }
    insert(only);
  }

  synchronized @Nullable Context takeOldest(int hash, Object task, Object place) {
    PendingTask known = find(hash, task, place);
    if (known == null) {
      return null;
    }
    Context taken = known.takeOldest();
    removeIfDone(known);
    return taken;
  }

  synchronized boolean takeNewest(int hash, Object task, Object place, Context context) {
    PendingTask known = find(hash, task, place);
    if (known == null || !known.takeNewest(context)) {
      return false;
    }
    removeIfDone(known);
    return true;
  }

  synchronized int count(int hash, Object task, Object place) {
    PendingTask known = find(hash, task, place);
    return known == null ? 0 : known.count();
  }

  synchronized void keepNewest(int count, int hash, Object task, Object place) {
    PendingTask known = find(hash, task, place);
    if (known != null) {
      while (known.count() > count) {
        known.takeOldest();
      }
      removeIfDone(known);
    }
  }

  /** How many tasks wait. Without the lock: see {@link PendingTasks#isEmpty}. */
  @SuppressWarnings("GuardedBy")
  int size() {
    return size;
  }

  private @Nullable PendingTask find(int hash, Object task, Object place) {
    PendingTask candidate = buckets[hash & (buckets.length - 1)];
    while (candidate != null && !(candidate.hash == hash && candidate.is(task, place))) {
      candidate = candidate.next;
    }
    return candidate;
  }

  private void insert(PendingTask task) {
    if (++size > buckets.length) {
      resize(2 * buckets.length);
    }
    link(task);
  }

  private void link(PendingTask task) {
    int bucket = task.hash & (buckets.length - 1);
    task.next = buckets[bucket];
    buckets[bucket] = task;
  }

  private void removeIfDone(PendingTask task) {
    if (task.count() == 0) {
      remove(task);
    }
  }

  /** Takes the task out, if it is in. */
  synchronized void remove(PendingTask task) {
    int bucket = task.hash & (buckets.length - 1);
    PendingTask before = null;
    PendingTask at = buckets[bucket];
    while (at != null && at != task) {
      before = at;
      at = at.next;
    }
    if (at == null) {
      return;
    }
    if (before == null) {
      buckets[bucket] = task.next;
    } else {
      before.next = task.next;
    }
    if (--size == 0 && buckets.length > MOST_KEPT_BUCKETS) {
      buckets = new @Nullable PendingTask[FEWEST_BUCKETS];
    }
  }

  private void resize(int length) {
    @Nullable PendingTask[] old = buckets;
    buckets = new @Nullable PendingTask[length];
    for (PendingTask task : old) {
      while (task != null) {
        PendingTask next = task.next;
        link(task);
        task = next;
      }
    }
  }
}
