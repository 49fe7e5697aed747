package dev.weft.exporter.otlp;

import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes the socket of an exchange that outlives its deadline, from a thread of its own. A blocking
 * write to a peer that does not read has no time limit, and read limits do not add up: a byte per
 * second satisfies each of them.
 */
final class ExchangeGuard implements Runnable {

  private final ThreadFactory threads;
  private final Clock clock;
  private final Object lock = new Object();

  // All guarded by lock.
  private @Nullable Socket socket;
  private long deadline;
  private boolean limited;
  private long limit;
  private long wakeAt;
  private boolean sleepsUntilNotified;
  private boolean closed;
  private @Nullable Thread thread;

  ExchangeGuard(ThreadFactory threads, Clock clock) {
    this.threads = threads;
    this.clock = clock;
  }

  void arm(Socket exchanging, long deadlineNanos) {
    synchronized (lock) {
      socket = exchanging;
      // The limit may have been set since the caller worked its deadline out.
      deadline = limited && limit - deadlineNanos < 0 ? limit : deadlineNanos;
      if (thread == null || !thread.isAlive()) {
        thread = threads.newThread(this);
        thread.start();
      }
      wakeIfLate();
    }
  }

  void disarm() {
    synchronized (lock) {
      socket = null;
    }
  }

  /** Lets no exchange last beyond that time, neither the one in progress nor any that follows. */
  void limit(long deadlineNanos) {
    synchronized (lock) {
      limited = true;
      limit = deadlineNanos;
      if (socket != null && limit - deadline < 0) {
        deadline = limit;
        wakeIfLate();
      }
    }
  }

  void close() {
    synchronized (lock) {
      closed = true;
      lock.notifyAll();
    }
  }

  @Override
  public void run() {
    while (true) {
      Socket late = null;
      synchronized (lock) {
        if (closed) {
          return;
        }
        late = lateOrWait();
      }
      if (late != null) {
        closeQuietly(late);
      }
    }
  }

  private void wakeIfLate() {
    if (sleepsUntilNotified || deadline - wakeAt < 0) {
      lock.notifyAll();
    }
  }

  private @Nullable Socket lateOrWait() {
    Socket current = socket;
    long now = clock.nanoTime();
    if (current != null && deadline - now <= 0) {
      socket = null;
      return current;
    }
    try {
      if (current == null) {
        sleepsUntilNotified = true;
        lock.wait();
      } else {
        wakeAt = deadline;
        // Rounded up: waking too early would spin through the last millisecond.
        lock.wait(TimeUnit.NANOSECONDS.toMillis(deadline - now) + 1);
      }
    } catch (InterruptedException e) {
      // Whoever interrupted this thread did not mean us; the loop looks again.
    } finally {
      sleepsUntilNotified = false;
    }
    return null;
  }

  static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up, whatever state it is in.
    }
  }
}
