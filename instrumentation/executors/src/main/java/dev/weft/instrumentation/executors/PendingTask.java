package dev.weft.instrumentation.executors;

import dev.weft.tracing.WeakEntry;
import io.opentelemetry.context.Context;
import java.lang.ref.ReferenceQueue;
import java.util.ArrayDeque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** A task that waits at a place, with the contexts of its submissions. Guarded by its stripe. */
final class PendingTask extends WeakEntry<PendingTask> {
  private final Object place;
  private @Nullable Context oldest;

  /** Those after the oldest; most tasks have none. */
  private @Nullable ArrayDeque<Context> later;

  PendingTask(Object task, Object place, Context context, ReferenceQueue<Object> dropped) {
    super(task, hash(task, place), dropped);
    this.place = place;
    this.oldest = context;
  }

  static int hash(Object task, Object place) {
    int hash = System.identityHashCode(task) + 31 * System.identityHashCode(place);
    return hash ^ (hash >>> 15);
  }

  boolean is(Object task, Object place) {
    return get() == task && this.place == place;
  }

  /** How often the task waits. */
  int count() {
    if (later != null) {
      return 1 + later.size();
    }
    return oldest == null ? 0 : 1;
  }

  void add(Context context) {
    if (oldest == null) {
      oldest = context;
      return;
    }
    if (later == null) {
      later = new ArrayDeque<>(4);
    }
    later.addLast(context);
  }

  @Nullable Context takeOldest() {
    Context taken = oldest;
    oldest = later == null ? null : later.pollFirst();
    if (oldest == null) {
      later = null;
    }
    return taken;
  }

  /** Takes out the newest submission in this context; answers whether there is one. */
  boolean takeNewest(Context context) {
    if (later != null) {
      // Not removeLastOccurrence: it calls equals, and a context may be the application's own.
      for (Iterator<Context> newest = later.descendingIterator(); newest.hasNext(); ) {
        if (newest.next() == context) {
          newest.remove();
          return true;
        }
      }
    }
    return oldest == context && takeOldest() != null;
  }
}
