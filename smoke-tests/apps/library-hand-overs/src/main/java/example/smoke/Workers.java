package example.smoke;

import java.util.List;
import java.util.Vector;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * Threads for a library's work which make one more call after the last of it, by themselves: what
 * the library or an agent has left current on them is what that call is made in.
 */
final class Workers implements ThreadFactory {
  private final List<Thread> threads = new Vector<>();
  private final List<String> seen = new Vector<>();
  private final CountDownLatch asked = new CountDownLatch(1);
  private volatile Callable<String> lastCall = () -> "";

  @Override
  public Thread newThread(Runnable work) {
    Thread thread =
        new Thread(
            () -> {
              work.run();
              makeLastCall();
            });
    thread.setDaemon(true);
    threads.add(thread);
    return thread;
  }

  private void makeLastCall() {
    // Libraries end their threads that way, and the call would fail.
    boolean unused = Thread.interrupted();
    try {
      asked.await();
      seen.add(lastCall.call());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /** A way that ends the library's work and goes through none of its threads. */
  HandOver end(Runnable shutdown) {
    return call -> {
      lastCall = call;
      asked.countDown();
      shutdown.run();
      for (Thread thread : threads) {
        thread.join(TimeUnit.SECONDS.toMillis(10));
      }
      if (threads.isEmpty() || seen.size() != threads.size()) {
        return seen + " of " + threads;
      }
      return Elsewhere.unlessInRequest(seen.toString(), call);
    };
  }

  /** Does this on a thread of the application, outside of any request. */
  void outside(Runnable work) {
    newThread(work).start();
  }
}
