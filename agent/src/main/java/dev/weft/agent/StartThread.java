package dev.weft.agent;

import dev.weft.agent.governor.Governor;

/**
 * The agent's first thread: starts tracing, and then watches over it. One thread, so that what the
 * start has cost is in its account.
 */
final class StartThread implements Runnable {
  private final TracingStart start;

  StartThread(TracingStart start) {
    this.start = start;
  }

  @Override
  public void run() {
    start.run();
    Governor governor = start.governor();
    if (governor != null) {
      Thread.currentThread().setName("weft-governor");
      governor.run();
    }
  }
}
