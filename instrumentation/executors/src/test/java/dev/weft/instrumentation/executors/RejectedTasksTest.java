package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import java.util.ArrayList;
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
