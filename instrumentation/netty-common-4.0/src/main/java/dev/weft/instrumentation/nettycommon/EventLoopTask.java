package dev.weft.instrumentation.nettycommon;

import dev.weft.tracing.ContextTask;

/** What an event loop is given to run. */
final class EventLoopTask {
  /** What the names of Netty's own classes begin with. */
  static final String NETTY = "io.netty.";

  /** Netty's own, of a task that the application has submitted. */
  private static final String SUBMITTED = "io.netty.util.concurrent.PromiseTask";

  private EventLoopTask() {}

  /**
   * The task in the current context. Those by which Netty serves channels stay as they are: they
   * are nobody's, and the loop tells some from others by their class.
   */
  static Runnable of(Runnable task) {
    return ContextTask.ofApplication(
        task, task.getClass().getName().equals(SUBMITTED) ? SUBMITTED + '$' : NETTY);
  }
}
