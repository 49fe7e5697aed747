package dev.weft.exporter;

import io.opentelemetry.sdk.trace.data.SpanData;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes batches of spans out of the process. */
public interface SpanSender {

  /**
   * Sends one batch, retries included, within the sender's own time limit. Called by one thread at
   * a time, the pipeline's, whose interrupt flag means nothing. A throwable is allowed and counted.
   *
   * @param batch at least one span; not used after the return
   * @param delivery to be told what became of each span
   */
  void send(List<SpanData> batch, Delivery delivery);

  /**
   * Returns another sender to the same place, so that two threads may send at the same time; null
   * if there can be only one. It is closed on its own.
   */
  default @Nullable SpanSender another() {
    return null;
  }

  /**
   * Announces the end: from now on nothing waits beyond the deadline, a send in progress included,
   * and a collector that cannot be reached is not tried a second time. Sends may still follow.
   * Returns at once; called from any thread.
   *
   * @param deadlineNanos by {@link System#nanoTime}
   */
  void hurry(long deadlineNanos);

  /** Gives up connections, a send in progress included. Called from any thread, more than once. */
  void close();
}
