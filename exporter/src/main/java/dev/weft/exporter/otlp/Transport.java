package dev.weft.exporter.otlp;

/** Takes an encoded batch to the collector, once. For one thread, but for what is said. */
interface Transport {

  /**
   * Sends a request and judges the answer. Returns by the deadline, or soon after, whatever the
   * collector does.
   *
   * @param body valid until the return
   * @param deadlineNanos by {@link System#nanoTime}
   */
  Attempt send(RequestEncoder.Body body, long deadlineNanos);

  /** Lets nothing last beyond that time, a send in progress included. Called from any thread. */
  void limit(long deadlineNanos);

  /** Gives up connections, a send in progress included. Called from any thread, more than once. */
  void close();

  /** Another one to the same collector. */
  Transport another();
}
