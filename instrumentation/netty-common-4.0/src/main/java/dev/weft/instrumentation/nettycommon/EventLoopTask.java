package dev.weft.instrumentation.nettycommon;

import dev.weft.tracing.ContextTask;
import io.opentelemetry.context.Context;

/** What an event loop is given to run. */
final class EventLoopTask {
  /** What the names of Netty's own classes begin with. */
  static final String NETTY = "io.netty.";

  /** Netty's own, of a task that the application has submitted. */
  private static final String SUBMITTED = "io.netty.util.concurrent.PromiseTask";

  /** Netty's own, of an event on its way to a handler that another thread serves. */
  private static final String HANDED_ON = "io.netty.channel.AbstractChannelHandlerContext$";

  private EventLoopTask() {}

  /**
   * The task in the current context. Those by which Netty serves channels stay as they are: they
   * are nobody's, and the loop tells some from others by their class. What a request brings about
   * for the handlers of a channel is the request's.
   */
  static Runnable of(Runnable task) {
    String type = task.getClass().getName();
    if (type.equals(SUBMITTED)) {
      return ContextTask.ofApplication(task, SUBMITTED + '$');
    }
    if (type.startsWith(HANDED_ON)) {
      return isInRoot() ? task : ContextTask.inCurrentContext(task);
    }
    return ContextTask.ofApplication(task, NETTY);
  }

  @SuppressWarnings("ReferenceEquality") // there is one root
  private static boolean isInRoot() {
    return Context.current() == Context.root();
  }
}
