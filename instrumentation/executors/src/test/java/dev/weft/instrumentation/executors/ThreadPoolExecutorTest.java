package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.executor.QueueingExecutorContract;
import dev.weft.testing.executor.Requests;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadPoolExecutorTest extends QueueingExecutorContract {

  @Override
  protected ExecutorService singleThread() {
    return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
  }

  private static void end(ExecutorService pool) throws InterruptedException {
    weft.assertNoContextLeft();
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void isCurrentInWhatASubclassDoesAroundATask() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
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
    pool.execute(() -> seen.add("outside"));
    for (String request : List.of("a", "b")) {
      Requests.run(request, () -> pool.execute(() -> seen.add(request())));
    }
    end(pool);
    assertThat(seen)
        .containsExactly(
            "before null",
            "outside",
            "after null",
            "before a",
            "a",
            "after a",
            "before b",
            "b",
            "after b");
  }

  @Test
  void leavesNothingBehindWhenWhatASubclassDoesAroundATaskFails() throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
          @Override
          protected void beforeExecute(Thread thread, Runnable task) {
            failIn("a", thread);
          }

          @Override
          protected void afterExecute(Runnable task, Throwable thrown) {
            failIn("b", Thread.currentThread());
          }

          private void failIn(String request, Thread thread) {
            if (request.equals(request())) {
              thread.setUncaughtExceptionHandler((failed, thrown) -> {});
              throw new IllegalStateException("on purpose");
            }
          }
        };
    for (String request : List.of("a", "b", "c")) {
      Requests.run(request, () -> pool.execute(() -> seen.add(request())));
      pool.execute(() -> seen.add(String.valueOf(request())));
    }
    end(pool);
    assertThat(seen).containsExactly("null", "b", "null", "c", "null");
  }

  /** Threads of a factory that opens the context of a request around their work. */
  private static Thread threadOfARequest(Runnable worker) {
    return new Thread(
        () -> {
          try (Scope unused = Requests.context("starter").makeCurrent()) {
            worker.run();
          }
        });
  }

  @Test
  void startsItsThreadsAtTheRootContextWhoeverStartsThem() throws Exception {
    ExecutorService pool =
        Executors.newFixedThreadPool(1, ThreadPoolExecutorTest::threadOfARequest);
    assertThat(pool.submit(Requests::current).get()).isNull();
    assertThat(within("a", () -> pool.submit(Requests::current)).get()).isEqualTo("a");
    assertThat(pool.submit(Requests::current).get()).isNull();
    end(pool);
  }

  @Test
  void givesANewThreadTheContextOfItsFirstTaskAlthoughTheSameWaitsInTheQueue() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 2, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(1));
    CountDownLatch go = new CountDownLatch(1);
    pool.submit(() -> go.await(10, TimeUnit.SECONDS));
    List<String> seen = new CopyOnWriteArrayList<>();
    CountDownLatch first = new CountDownLatch(1);
    Runnable shared =
        () -> {
          seen.add(request());
          first.countDown();
        };
    Requests.run("queued", () -> pool.execute(shared));
    Requests.run("first", () -> pool.execute(shared));
    assertThat(first.await(10, TimeUnit.SECONDS)).isTrue();
    go.countDown();
    end(pool);
    assertThat(seen).containsExactly("first", "queued");
  }

  @Test
  void handsTheContextOverThroughWrappersOfPools() throws Exception {
    for (ExecutorService wrapper :
        List.of(
            Executors.newSingleThreadExecutor(),
            Executors.newSingleThreadScheduledExecutor(),
            Executors.unconfigurableExecutorService(Executors.newCachedThreadPool()),
            Executors.unconfigurableScheduledExecutorService(
                Executors.newScheduledThreadPool(1)))) {
      assertThat(within("a", () -> wrapper.submit(Requests::current)).get()).isEqualTo("a");
      assertThat(wrapper.submit(Requests::current).get()).isNull();
      end(wrapper);
    }
  }

  @Test
  void handsTheContextOverWithoutAQueue() throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(0, 8, 1, TimeUnit.SECONDS, new SynchronousQueue<>());
    pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
    List<String> seen = new CopyOnWriteArrayList<>();
    Runnable shared = () -> seen.add(String.valueOf(request()));
    for (int i = 0; i < 1000; i++) {
      Requests.run("request", () -> pool.execute(shared));
      pool.execute(shared);
    }
    end(pool);
    assertThat(seen).hasSize(2000).filteredOn("request"::equals).hasSize(1000);
  }
}
