package dev.weft.instrumentation.threads;

import dev.weft.tracing.ThreadContexts;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;

/** Threads that somebody starts. */
final class StartingThreads {
  /**
   * The virtual threads by which Java 25 waits for sockets and files, of whichever thread: the
   * first that waits starts them.
   */
  private static final String POLLER = "SubPoller-";

  private StartingThreads() {}

  /**
   * The calling thread is about to start the other: that will begin in the caller's context.
   *
   * @return whether the other thread has been given that just now
   */
  static boolean starts(Thread thread) {
    Context current = Context.current();
    return current != Context.root()
        // A second start is an error, and must not reach into the thread that runs.
        && thread.getState() == Thread.State.NEW
        && !thread.getName().startsWith(POLLER)
        && ThreadContexts.give(thread, current);
  }

  /**
   * The start is over; a thread that could not be started gives back what it had been given.
   *
   * @param given what {@link #starts} said; null if it did not come to that
   * @param thrown null if the thread runs
   */
  static void tried(Thread thread, @Nullable Boolean given, @Nullable Throwable thrown) {
    if (thrown != null && Boolean.TRUE.equals(given)) {
      forget(thread);
    }
  }

  /** The thread could not be started, or has ended, perhaps without asking for its context. */
  static void forget(Thread thread) {
    ThreadContexts.withdraw(thread);
  }
}
