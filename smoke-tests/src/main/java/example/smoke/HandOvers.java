package example.smoke;

import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Hands calls over from thread to thread within requests, and says for each way whether the calls
 * were made in their request's trace, and those from outside of a request in no request's.
 *
 * <p>The arguments name classes with further ways, in a static {@code Map<String, HandOver> all()}.
 */
public final class HandOvers {
  private final Loopback loopback;
  private int requests;

  private HandOvers(Loopback loopback) {
    this.loopback = loopback;
  }

  public static void main(String[] arguments) throws Exception {
    try (Loopback loopback = Loopback.start()) {
      HandOvers test = new HandOvers(loopback);
      test.through(PoolHandOvers.all());
      test.sharedRunnable();
      test.repeated();
      for (String more : arguments) {
        test.through(waysOf(more));
      }
    }
    System.out.println("done");
    System.exit(0);
  }

  @SuppressWarnings("unchecked") // what the classes say
  private static Map<String, HandOver> waysOf(String type) throws Exception {
    return (Map<String, HandOver>) Class.forName(type).getMethod("all").invoke(null);
  }

  private void through(Map<String, HandOver> ways) throws Exception {
    for (Map.Entry<String, HandOver> way : ways.entrySet()) {
      through(way.getKey(), way.getValue());
    }
  }

  private void through(String name, HandOver way) throws Exception {
    String trace = nextTrace();
    String seen = loopback.request(trace, () -> way.through(loopback::currentTrace));
    say(name, seen.equals(trace), seen);
    String outside = way.through(loopback::currentTrace);
    say(name + ", outside", !outside.contains(Loopback.REQUEST), outside);
  }

  private String nextTrace() {
    return Loopback.REQUEST + String.format("%016x", ++requests);
  }

  private static void say(String name, boolean right, String seen) {
    System.out.println((right ? "kept: " : "lost: ") + name + (right ? "" : " saw " + seen));
  }

  /** One Runnable that waits in a queue for two requests, and for nobody. */
  private void sharedRunnable() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    CountDownLatch go = new CountDownLatch(1);
    pool.submit(() -> go.await(10, TimeUnit.SECONDS));
    List<String> seen = new Vector<>();
    Runnable shared =
        () -> {
          try {
            seen.add(loopback.currentTrace());
          } catch (Exception e) {
            seen.add(e.toString());
          }
        };
    pool.execute(shared);
    String first = nextTrace();
    submitWithin(first, pool, shared);
    String second = nextTrace();
    submitWithin(second, pool, shared);
    go.countDown();
    pool.shutdown();
    boolean right =
        pool.awaitTermination(10, TimeUnit.SECONDS)
            && seen.size() == 3
            && !seen.get(0).contains(Loopback.REQUEST)
            && seen.get(1).equals(first)
            && seen.get(2).equals(second);
    say("a Runnable that waits for two requests", right, seen.toString());
  }

  private void submitWithin(String trace, ExecutorService pool, Runnable task) throws Exception {
    loopback.request(
        trace,
        () -> {
          pool.execute(task);
          return "";
        });
  }

  /** A task that a request starts and that goes on after it. */
  private void repeated() throws Exception {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    List<String> seen = new Vector<>();
    CountDownLatch twice = new CountDownLatch(2);
    loopback.request(
        nextTrace(),
        () -> {
          ScheduledFuture<?> unused =
              scheduler.scheduleAtFixedRate(
                  () -> {
                    seen.add(quietly());
                    twice.countDown();
                  },
                  0,
                  1,
                  TimeUnit.MILLISECONDS);
          return "";
        });
    boolean ran = twice.await(10, TimeUnit.SECONDS);
    scheduler.shutdownNow();
    say(
        "a repeated task, which is nobody's",
        ran && !seen.toString().contains(Loopback.REQUEST),
        seen.toString());
  }

  private String quietly() {
    try {
      return loopback.currentTrace();
    } catch (Exception e) {
      return e.toString();
    }
  }
}
