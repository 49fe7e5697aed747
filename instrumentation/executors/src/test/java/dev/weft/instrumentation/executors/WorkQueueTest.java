package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Collectable;
import dev.weft.testing.executor.Requests;
import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What waits in the queue of a pool whose only thread is busy. */
class WorkQueueTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final CountDownLatch go = new CountDownLatch(1);
  private final List<ThreadPoolExecutor> pools = new ArrayList<>();

  /** In order; written by one pool's thread at a time. */
  private final List<String> seen = new ArrayList<>();

  private final Runnable shared = () -> seen.add(String.valueOf(Requests.current()));

  private ThreadPoolExecutor busyPool(BlockingQueue<Runnable> queue) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, queue);
    pools.add(pool);
    pool.submit(() -> go.await(10, TimeUnit.SECONDS));
    return pool;
  }

  private ThreadPoolExecutor busyPool() {
    return busyPool(new LinkedBlockingQueue<>());
  }

  private void runAll() throws InterruptedException {
    go.countDown();
    for (ThreadPoolExecutor pool : pools) {
      pool.shutdown();
      assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
  }

  @AfterEach
  void stop() {
    pools.forEach(ThreadPoolExecutor::shutdownNow);
  }

  @Test
  void showsTheTasksThatWereSubmitted() throws Exception {
    ThreadPoolExecutor pool = busyPool();
    Requests.run("a", () -> pool.execute(shared));
    Future<?> future = Requests.call("a", () -> pool.submit(shared));
    assertThat(pool.getQueue()).containsExactly(shared, (Runnable) future);
    assertThat(pool.getQueue().contains(shared)).isTrue();
    assertThat(pool.shutdownNow()).containsExactly(shared, (Runnable) future);
  }

  @Test
  void forgetsASubmissionThatIsRemoved() throws Exception {
    ThreadPoolExecutor pool = busyPool();
    for (String request : List.of("a", "b", "c")) {
      Requests.run(request, () -> pool.execute(shared));
    }
    assertThat(pool.remove(shared)).isTrue();
    runAll();
    assertThat(seen).containsExactly("b", "c");
  }

  @Test
  void keepsASubmissionThatIsOnlyToBeRemoved() throws Exception {
    ThreadPoolExecutor pool = busyPool();
    ThreadPoolExecutor other = busyPool();
    Requests.run("a", () -> pool.execute(shared));
    assertThat(other.remove(shared)).isFalse();
    runAll();
    assertThat(seen).containsExactly("a");
  }

  @Test
  void forgetsWhatIsPurged() throws Exception {
    ThreadPoolExecutor pool = busyPool();
    Collectable contexts = new Collectable();
    Requests.run(
        "a",
        () -> {
          contexts.add(Context.current());
          pool.submit(shared).cancel(false);
        });
    pool.purge();
    contexts.assertCollectedBetween(() -> Requests.run("b", () -> pool.execute(shared)));
    runAll();
    assertThat(seen).containsOnly("b");
  }

  @Test
  void forgetsWhatAShutdownTakesOut() throws Exception {
    ThreadPoolExecutor stopped = busyPool();
    Collectable contexts = new Collectable();
    Requests.run(
        "a",
        () -> {
          contexts.add(Context.current());
          stopped.execute(shared);
        });
    assertThat(stopped.shutdownNow()).containsExactly(shared);
    contexts.assertCollected();
  }

  @Test
  void tellsThePoolsApartInWhichARunnableWaits() throws Exception {
    CountDownLatch first = new CountDownLatch(1);
    ThreadPoolExecutor pool = busyPool();
    ThreadPoolExecutor other =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    pools.add(other);
    other.submit(() -> first.await(10, TimeUnit.SECONDS));
    Requests.run("a", () -> pool.execute(shared));
    Requests.run("b", () -> other.execute(shared));
    first.countDown();
    other.submit(() -> {}).get();
    assertThat(seen).containsExactly("b");
    runAll();
    assertThat(seen).containsExactly("b", "a");
  }

  /** A task that goes before others of a higher number. */
  private final class Ranked implements Runnable, Comparable<Ranked> {
    private final int rank;

    Ranked(int rank) {
      this.rank = rank;
    }

    @Override
    public int compareTo(Ranked other) {
      return Integer.compare(rank, other.rank);
    }

    @Override
    public void run() {
      seen.add(rank + " " + Requests.current());
    }
  }

  @Test
  void givesEachTaskItsContextInWhicheverOrderTheyRun() throws Exception {
    ThreadPoolExecutor pool = busyPool(new PriorityBlockingQueue<>());
    Ranked third = new Ranked(3);
    Requests.run("a", () -> pool.execute(third));
    Requests.run("b", () -> pool.execute(new Ranked(1)));
    Requests.run("c", () -> pool.execute(third));
    pool.execute(new Ranked(2));
    runAll();
    assertThat(seen).containsExactly("1 b", "2 null", "3 a", "3 c");
  }

  @Test
  void holdsNoMoreThanCanWaitOfATaskThatTheApplicationKeepsPollingItself() throws Exception {
    ThreadPoolExecutor pool = busyPool();
    Collectable contexts = new Collectable();
    for (int i = 0; i < 10_000; i++) {
      Requests.run(
          "a",
          () -> {
            contexts.add(Context.current());
            pool.execute(shared);
          });
      pool.getQueue().clear();
    }
    System.gc();
    assertThat(contexts.alive()).isLessThan(100);
  }
}
