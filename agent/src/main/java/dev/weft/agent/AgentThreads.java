package dev.weft.agent;

import dev.weft.tracing.AgentThread;
import java.util.concurrent.ThreadFactory;

/** Makes threads whose work is not traced. */
final class AgentThreads implements ThreadFactory {
  private final String name;

  AgentThreads(String name) {
    this.name = name;
  }

  @Override
  public Thread newThread(Runnable task) {
    return new AgentThread(task, name);
  }
}
