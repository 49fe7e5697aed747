package dev.weft.agent;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Where the first operations wait for tracing to be ready. The wait is short and bounded, so that
 * no constellation of locks between application and start-up can become a deadlock.
 */
final class StartGate {
  private final CountDownLatch open = new CountDownLatch(1);
  private final long patienceNanos;

  StartGate(long patienceNanos) {
    this.patienceNanos = patienceNanos;
  }

  void open() {
    open.countDown();
  }

  /** Waits as long as an operation may. */
  boolean await() {
    return await(patienceNanos);
  }

  /** Waits; answers whether tracing is ready. Leaves the interrupt flag as it was. */
  boolean await(long nanos) {
    if (open.getCount() == 0) {
      return true;
    }
    long deadline = System.nanoTime() + nanos;
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return open.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
