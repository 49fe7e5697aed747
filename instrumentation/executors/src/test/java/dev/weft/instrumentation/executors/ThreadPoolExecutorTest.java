package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.executor.QueueingExecutorContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadPoolExecutorTest extends QueueingExecutorContract {

  @Override
  protected ExecutorService singleThread() {
    return pool();
  }

  private static ThreadPoolExecutor pool() {
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  @Test
  void showsTheQueueTheTasksThatWereSubmitted() throws Exception {
    ThreadPoolExecutor pool = pool();
    CountDownLatch go = new CountDownLatch(1);
    pool.submit(() -> go.await(10, TimeUnit.SECONDS));
    Runnable waiting = () -> {};
    within(
        "a",
        () -> {
          pool.execute(waiting);
          return null;
        });
    assertThat(pool.getQueue()).containsExactly(waiting);
    assertThat(pool.remove(waiting)).isTrue();
    go.countDown();
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isCurrentInWhatASubclassDoesAroundATask() throws Exception {
    List<String> seen = new ArrayList<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          protected void beforeExecute(Thread thread, Runnable task) {
            seen.add("before " + request());
          }

          @Override
          protected void afterExecute(Runnable task, Throwable thrown) {
            seen.add("after " + request());
          }
        };
    for (String request : List.of("a", "b")) {
      within(
          request,
          () -> {
            pool.execute(() -> seen.add(request()));
            return null;
          });
    }
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("before a", "a", "after a", "before b", "b", "after b");
  }

  @Test
  void runsARejectedTaskInItsCallersContext() throws Exception {
    ThreadPoolExecutor pool = pool();
    pool.setRejectedExecutionHandler((task, full) -> task.run());
    pool.shutdown();
    List<String> seen = new ArrayList<>();
    within(
        "a",
        () -> {
          pool.execute(() -> seen.add(request()));
          return null;
        });
    assertThat(seen).containsExactly("a");
  }
}
