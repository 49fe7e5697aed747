package dev.weft.instrumentation.executors;

import io.opentelemetry.context.Context;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The contexts in which pending tasks were submitted, by the identity of the task.
 *
 * <p>A task may be pending several times, and nothing tells which of its runs belongs to which
 * submission. As long as all were made in one context, it has that; otherwise it has none until as
 * many runs as submissions have been seen, so that no request's context gets into another's run.
 *
 * <p>Tasks are held weakly: what is dropped unseen (a queue cleared, a handler that discards) goes.
 */
final class CapturedContexts {
  private static final BiFunction<Pending, Pending, Pending> ADD = Pending::and;
  private static final BiFunction<Pending, Pending, Pending> SET = Pending::setTo;
  private static final BiFunction<Object, Pending, @Nullable Pending> TAKE = Pending::takeBy;

  /** Each key is its own value. */
  private final ConcurrentHashMap<Object, Pending> tasks = new ConcurrentHashMap<>();

  private final ReferenceQueue<Object> dropped = new ReferenceQueue<>();

  /** The task will run once more, in this context. */
  void add(Object task, Context context) {
    Pending added = new Pending(task, context, dropped);
    tasks.merge(added, added, ADD);
    expunge();
  }

  /** The task will run once, in this context. */
  void set(Object task, Context context) {
    Pending added = new Pending(task, context, dropped);
    tasks.merge(added, added, SET);
    expunge();
  }

  /** The context in which the task, which runs now, was submitted; null if there was none. */
  @Nullable Context take(Object task) {
    if (tasks.isEmpty()) {
      return null;
    }
    Lookup lookup = new Lookup(task);
    tasks.computeIfPresent(lookup, TAKE);
    return lookup.found;
  }

  /** The task will run once less, or in no context. */
  void withdraw(Object task) {
    take(task);
  }

  private void expunge() {
    for (Reference<?> gone = dropped.poll(); gone != null; gone = dropped.poll()) {
      tasks.remove(gone);
    }
  }

  /** How many tasks are pending, those that were dropped lately included. */
  int size() {
    return tasks.size();
  }

  /** A task that is pending. Changed only under the map's lock for it. */
  private static final class Pending extends WeakReference<Object> {
    private final int hash;
    private @Nullable Context context;
    private int runs = 1;

    Pending(Object task, Context context, ReferenceQueue<Object> dropped) {
      super(task, dropped);
      this.hash = System.identityHashCode(task);
      this.context = context;
    }

    Pending and(Pending added) {
      runs++;
      if (context != added.context) {
        context = null;
      }
      return this;
    }

    Pending setTo(Pending added) {
      context = added.context;
      return this;
    }

    static @Nullable Pending takeBy(Object lookup, Pending pending) {
      ((Lookup) lookup).found = pending.context;
      return --pending.runs == 0 ? null : pending;
    }

    @Override
    public int hashCode() {
      return hash;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      if (this == other) {
        return true;
      }
      Object task = get();
      return task != null && other instanceof Pending && ((Pending) other).get() == task;
    }
  }

  /** A key to look up a task by, and what was found. */
  private static final class Lookup {
    private final Object task;
    private @Nullable Context found;

    Lookup(Object task) {
      this.task = task;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(task);
    }

    // Compared with the map's keys only, which never look for a Lookup.
    @Override
    @SuppressWarnings("EqualsGetClass")
    public boolean equals(@Nullable Object other) {
      return other instanceof Pending && ((Pending) other).get() == task;
    }
  }
}
