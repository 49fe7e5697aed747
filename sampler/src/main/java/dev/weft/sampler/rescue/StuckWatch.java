package dev.weft.sampler.rescue;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks for requests that do not end: once a second, at every fragment without a verdict. Reports
 * those that are too old, and takes care that one which never ends holds no memory for ever.
 */
final class StuckWatch implements Runnable {
  private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long LOG_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

  /** When a request is given up that nothing else is said about. */
  private static final long LOST_NANOS = TimeUnit.MINUTES.toNanos(10);

  private final Rescue rescue;
  private boolean logged;
  private long loggedAt;
  private int unlogged;

  StuckWatch(Rescue rescue) {
    this.rescue = rescue;
  }

  @Override
  public void run() {
    while (true) {
      LockSupport.parkNanos(this, INTERVAL_NANOS);
      // Interrupts mean nothing here, and would make park return at once.
      Thread.interrupted();
      try {
        look();
      } catch (Throwable failure) {
        logger().debug("looking for stuck requests failed", failure);
      }
    }
  }

  /** Looks at every fragment once. */
  void look() {
    long now = rescue.environment().clock().nanoTime();
    RescueSettings settings = rescue.settings();
    LiveFragments live = rescue.live();
    for (int slot = 0; slot < live.capacity(); slot++) {
      Fragment fragment = live.at(slot);
      if (fragment != null) {
        look(fragment, now, settings);
      }
    }
  }

  private void look(Fragment fragment, long now, RescueSettings settings) {
    long age = now - fragment.root().startNanos();
    if (settings.stuckNanos() > 0 && age >= settings.stuckNanos()) {
      if (fragment.close(rescue.judgeStuck(fragment)) == Verdict.STUCK) {
        log(fragment, age, now);
      }
    } else if (age >= LOST_NANOS) {
      fragment.close(Verdict.EVICTED);
    }
  }

  private void log(Fragment fragment, long age, long now) {
    if (logged && now - loggedAt < LOG_INTERVAL_NANOS) {
      unlogged++;
      return;
    }
    RescueSpan root = fragment.root();
    logger()
        .warn(
            "stuck for {} s: {}, trace {}, begun by {}{}",
            TimeUnit.NANOSECONDS.toSeconds(age),
            root.request(null),
            root.getSpanContext().getTraceId(),
            whereabouts(fragment.thread()),
            unlogged == 0 ? "" : " (and " + unlogged + " more)");
    logged = true;
    loggedAt = now;
    unlogged = 0;
  }

  private static String whereabouts(Thread thread) {
    StackTraceElement[] stack = thread.getStackTrace();
    return stack.length == 0 ? thread.getName() : thread.getName() + ", which is at " + stack[0];
  }

  /** Found when there is something to say: slf4j is not woken up at the start. */
  private static Logger logger() {
    return LoggerFactory.getLogger(StuckWatch.class);
  }
}
