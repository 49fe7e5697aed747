package dev.weft.instrumentation.timer;

import dev.weft.tracing.WeakMap;
import io.opentelemetry.context.Context;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/** Tasks of timers that wait for their one run, and the context in which each was scheduled. */
final class TimerTasks {
  private static final String TIMER_THREAD = "java.util.TimerThread";

  private static final WeakMap<TimerTask, Context> SCHEDULED = new WeakMap<>();

  /** What the calling timer's thread has found at the head of its queue. */
  private static final ThreadLocal<@Nullable TimerTask> NEXT = new ThreadLocal<>();

  private TimerTasks() {}

  /**
   * A task is being scheduled in the current context.
   *
   * @return whether it has been given that just now; not so if it had been scheduled before, which
   *     the timer refuses
   */
  static boolean schedules(TimerTask task) {
    Context current = Context.current();
    return current != Context.root() && SCHEDULED.putIfAbsent(task, current) == null;
  }

  /** The task was refused, or cancelled. */
  static void withdrawn(TimerTask task) {
    SCHEDULED.remove(task);
  }

  /** The queue's head has been read: by the timer's thread, or by one that schedules. */
  static void next(@Nullable TimerTask task) {
    if (Thread.currentThread().getClass().getName().equals(TIMER_THREAD)) {
      NEXT.set(task);
    }
  }

  /** The calling timer's thread has taken the head out of its queue, to run it unless cancelled. */
  @SuppressWarnings("MustBeClosedChecker") // over() restores
  static void starts() {
    TimerTask task = NEXT.get();
    NEXT.set(null);
    Context context = task == null ? null : SCHEDULED.remove(task);
    if (context != null) {
      context.makeCurrent();
    }
  }

  /** The calling timer's thread looks for something to do: it is nobody's. */
  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  static void over() {
    if (Context.current() != Context.root()) {
      Context.root().makeCurrent();
    }
  }
}
