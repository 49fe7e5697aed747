package dev.weft.tracing;

import java.util.Collection;
import java.util.Collections;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * A thread of the agent's own: a daemon without a context class loader, whose work makes no spans.
 *
 * <p>The agent's own traffic would otherwise be traced by its own instrumentations, and a context
 * class loader would keep a redeployed application alive.
 */
public final class AgentThread extends Thread {
  private static final ConcurrentMap<AgentThread, Boolean> RUNNING = new ConcurrentHashMap<>();

  /**
   * A thread that is not started yet.
   *
   * @param task what it runs
   * @param name its name in thread dumps
   */
  // The stack size 0 stands for the default; this constructor takes no access control context.
  public AgentThread(Runnable task, String name) {
    super(null, task, name, 0);
    setDaemon(true);
    setContextClassLoader(null);
  }

  /** Those that run now. */
  public static Collection<AgentThread> running() {
    return Collections.unmodifiableSet(RUNNING.keySet());
  }

  @Override
  public void run() {
    RUNNING.put(this, Boolean.TRUE);
    try {
      super.run();
    } finally {
      RUNNING.remove(this);
    }
  }

  /** Whether the calling thread is one of the agent's. */
  public static boolean isCurrent() {
    return Thread.currentThread() instanceof AgentThread;
  }
}
