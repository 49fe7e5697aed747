package dev.weft.exporter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadFactory;

/** Makes daemon threads and keeps them at hand. */
public final class AgentThreads implements ThreadFactory {

  private final List<Thread> made = new CopyOnWriteArrayList<>();

  @Override
  public Thread newThread(Runnable task) {
    Thread thread = new Thread(task, "weft-test-" + made.size());
    thread.setDaemon(true);
    made.add(thread);
    return thread;
  }

  public List<Thread> made() {
    return made;
  }
}
