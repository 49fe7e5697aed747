package dev.weft.instrumentation.threads;

import dev.weft.tracing.AgentThread;
import io.opentelemetry.context.Context;
import java.util.concurrent.ForkJoinWorkerThread;
import org.jspecify.annotations.Nullable;

/** Threads that serve whoever comes, though one request was the first to need them. */
final class WorkerThreads {
  /** Thread classes of servers' and libraries' pools, and of their event loops. */
  private static final String[] CLASSES = {
    "org.apache.tomcat.util.threads.TaskThread",
    "io.netty.util.concurrent.FastThreadLocalThread",
    "org.jboss.threads.JBossThread",
    "org.xnio.nio.WorkerThread",
  };

  private WorkerThreads() {}

  static boolean contain(Thread thread) {
    if (thread instanceof ForkJoinWorkerThread || thread instanceof AgentThread) {
      return true;
    }
    Class<?> type = thread.getClass();
    if (type == Thread.class) {
      return false;
    }
    // The JDK's own: of timers, HTTP connections, name look-ups, references.
    if (type.getClassLoader() == null) {
      return true;
    }
    for (; type != Thread.class; type = type.getSuperclass()) {
      if (isListed(type.getName())) {
        return true;
      }
    }
    return false;
  }

  private static boolean isListed(String type) {
    for (String worker : CLASSES) {
      if (worker.equals(type)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The caller begins to start workers: they get no context of the caller's.
   *
   * @return what to return to; null if there is no context to leave
   */
  @SuppressWarnings("MustBeClosedChecker") // returnTo() restores
  static @Nullable Context leaveContext() {
    Context current = Context.current();
    if (current == Context.root()) {
      return null;
    }
    Context.root().makeCurrent();
    return current;
  }

  @SuppressWarnings("MustBeClosedChecker") // the scope that is left is one that others opened
  static void returnTo(Context left) {
    left.makeCurrent();
  }
}
