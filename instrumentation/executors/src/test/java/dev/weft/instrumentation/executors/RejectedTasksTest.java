package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A pool that is busy and whose queue is full. All tasks are the same {@code Runnable}. */
class RejectedTasksTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final ThreadPoolExecutor pool =
      new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1));
  private final CountDownLatch go = new CountDownLatch(1);

  /** In order; written by the pool's thread, or by the test's while that one waits. */
  private final List<String> seen = new ArrayList<>();

  private final Runnable shared = () -> seen.add(String.valueOf(Requests.current()));

  @BeforeEach
  void fill() throws Exception {
    pool.submit(() -> go.await(10, TimeUnit.SECONDS));
    Requests.run("waits", () -> pool.execute(shared));
  }

  private void overflow(RejectedExecutionHandler handler) throws Exception {
    pool.setRejectedExecutionHandler(handler);
    Requests.run("late", () -> pool.execute(shared));
  }

  private void runAll() throws Exception {
    go.countDown();
    // Once these have run there is room again; nothing of what was rejected may be left.
    pool.submit(() -> {}).get();
    pool.execute(shared);
    pool.submit(() -> {}).get();
    Requests.run("next", () -> pool.execute(shared));
    weft.assertNoContextLeft();
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @AfterEach
  void stop() {
    pool.shutdownNow();
  }

  private static void putBackAndWait(Runnable task, ThreadPoolExecutor full) {
    try {
      full.getQueue().put(task);
    } catch (InterruptedException e) {
      throw new RejectedExecutionException(e);
    }
  }

  @Test
  void forgetsWhatIsAborted() throws Exception {
    assertThatThrownBy(() -> overflow(new ThreadPoolExecutor.AbortPolicy()))
        .isInstanceOf(RejectedExecutionException.class);
    waitForRoom();
    runAll();
    assertThat(seen).containsExactly("waits", "null", "next");
  }

  @Test
  void forgetsWhatIsDiscarded() throws Exception {
    overflow(new ThreadPoolExecutor.DiscardPolicy());
    waitForRoom();
    runAll();
    assertThat(seen).containsExactly("waits", "null", "next");
  }

  @Test
  void forgetsTheOldestThatIsDiscarded() throws Exception {
    overflow(new ThreadPoolExecutor.DiscardOldestPolicy());
    waitForRoom();
    runAll();
    assertThat(seen).containsExactly("late", "null", "next");
  }

  @Test
  void runsInTheCallersContextWhatTheCallerRuns() throws Exception {
    overflow(new ThreadPoolExecutor.CallerRunsPolicy());
    waitForRoom();
    runAll();
    assertThat(seen).containsExactly("late", "waits", "null", "next");
  }

  @Test
  void forgetsWhatAnApplicationsHandlerDrops() throws Exception {
    overflow((task, full) -> {});
    waitForRoom();
    runAll();
    assertThat(seen).containsExactly("waits", "null", "next");
  }

  @Test
  void runsInTheCallersContextWhatAnApplicationsHandlerRuns() throws Exception {
    overflow((task, full) -> task.run());
    waitForRoom();
    runAll();
    assertThat(seen).containsExactly("late", "waits", "null", "next");
  }

  @Test
  void keepsTheContextOfWhatAnApplicationsHandlerPutsIntoTheQueue() throws Exception {
    overflow(
        (task, full) -> {
          go.countDown();
          putBackAndWait(task, full);
        });
    waitForRoom();
    runAll();
    assertThat(seen).containsExactly("waits", "late", "null", "next");
  }

  @Test
  void keepsTheContextOfWhatAnApplicationsHandlerSubmitsAgain() throws Exception {
    overflow(
        (task, full) -> {
          go.countDown();
          full.setRejectedExecutionHandler(RejectedTasksTest::putBackAndWait);
          full.execute(task);
        });
    waitForRoom();
    runAll();
    assertThat(seen).containsExactly("waits", "late", "null", "next");
  }

  @Test
  void forgetsWhatAnApplicationsHandlerSubmitsAgainAndTheWorkerBeginsWhileItIsLookedFor()
      throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    List<String> seenThere = new ArrayList<>();
    Runnable task =
        () -> {
          seenThere.add(String.valueOf(Requests.current()));
          ran.countDown();
        };
    ThreadPoolExecutor watched =
        new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new WatchedQueue(go::countDown, () -> await(ran)));
    watched.submit(() -> go.await(10, TimeUnit.SECONDS));
    watched.execute(() -> {});
    watched.setRejectedExecutionHandler(
        (rejected, full) -> {
          full.getQueue().clear();
          full.execute(rejected);
        });
    Requests.run("late", () -> watched.execute(task));
    watched.execute(task);
    watched.shutdown();
    assertThat(watched.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seenThere).containsExactly("late", "null");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Room for one task. Something happens between a look through it and what follows from it. */
  private static final class WatchedQueue extends ArrayBlockingQueue<Runnable> {
    private static final long serialVersionUID = 1;

    private final transient Runnable[] afterLooking;

    WatchedQueue(Runnable... afterLooking) {
      super(1);
      this.afterLooking = afterLooking;
    }

    @Override
    public Iterator<Runnable> iterator() {
      Iterator<Runnable> found = super.iterator();
      return new Iterator<Runnable>() {
        @Override
        public boolean hasNext() {
          if (found.hasNext()) {
            return true;
          }
          for (Runnable each : afterLooking) {
            each.run();
          }
          return false;
        }

        @Override
        public Runnable next() {
          return found.next();
        }
      };
    }
  }

  @Test
  void keepsTheContextOfAFutureThatAHandlerPutsIntoTheQueue() throws Exception {
    pool.setRejectedExecutionHandler(
        (task, full) -> {
          go.countDown();
          putBackAndWait(task, full);
        });
    assertThat(Requests.call("late", () -> pool.submit(Requests::current)).get()).isEqualTo("late");
  }

  @Test
  void hidesNoExceptionOfAHandler() {
    IllegalStateException failure = new IllegalStateException("on purpose");
    assertThatThrownBy(
            () ->
                overflow(
                    (task, full) -> {
                      throw failure;
                    }))
        .isSameAs(failure);
  }

  /** Lets the pool's thread go on, until no task waits. */
  private void waitForRoom() throws InterruptedException {
    pool.setRejectedExecutionHandler(RejectedTasksTest::putBackAndWait);
    go.countDown();
  }
}
