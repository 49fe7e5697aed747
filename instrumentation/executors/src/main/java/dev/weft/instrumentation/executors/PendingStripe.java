package dev.weft.instrumentation.executors;

import dev.weft.tracing.WeakTable;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** A part of {@link PendingTasks}, with a lock of its own. */
final class PendingStripe {
  private final WeakTable<PendingTask> tasks = new WeakTable<>();

  /** Adds one submission; answers how often the task waits now. */
  synchronized int add(PendingTask added, Object task, Object place, Context context) {
    PendingTask known = find(added.hash, task, place);
    if (known == null) {
      tasks.insert(added);
      return 1;
    }
    known.add(context);
    return known.count();
  }

  synchronized void set(PendingTask only, Object task, Object place) {
    PendingTask known = find(only.hash, task, place);
    if (known != null) {
      tasks.remove(known);
    }
    tasks.insert(only);
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
    return tasks.size();
  }

  private @Nullable PendingTask find(int hash, Object task, Object place) {
    PendingTask candidate = tasks.first(hash);
    while (candidate != null && !(candidate.hash == hash && candidate.is(task, place))) {
      candidate = candidate.next();
    }
    return candidate;
  }

  private void removeIfDone(PendingTask task) {
    if (task.count() == 0) {
      tasks.remove(task);
    }
  }

  /** Takes the task out, if it is in. */
  synchronized void remove(PendingTask task) {
    tasks.remove(task);
  }
}
