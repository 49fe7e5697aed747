package dev.weft.testing.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds, beyond {@link ExecutorContract}, where tasks wait for a single thread. */
public abstract class QueueingExecutorContract extends ExecutorContract {

  /** A new executor with one thread and room for tasks that wait. */
  protected abstract ExecutorService singleThread();

  @Override
  protected final ExecutorService newExecutor() {
    return singleThread();
  }

  /** Keeps the executor's thread busy until the answer is counted down. */
  protected final CountDownLatch occupy() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    executor()
        .execute(
            () -> {
              running.countDown();
              awaitQuietly(go);
            });
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    return go;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      boolean unused = latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      // The executor is shut down, so it shall go on.
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void givesEachOfTheTasksThatWaitItsOwnContext() throws Exception {
    CountDownLatch go = occupy();
    List<Future<String>> results = new ArrayList<>();
    for (String request : List.of("a", "b", "c")) {
      results.add(within(request, () -> executor().submit(Requests::current)));
    }
    Future<String> outside = executor().submit(Requests::current);
    go.countDown();
    assertThat(outside.get()).isNull();
    for (String request : List.of("c", "b", "a")) {
      assertThat(results.remove(results.size() - 1).get()).isEqualTo(request);
    }
  }

  @Test
  void tellsTheRunsOfARunnableApartThatWaitsForSeveralRequests() throws Exception {
    CountDownLatch go = occupy();
    List<String> seen = new ArrayList<>();
    Semaphore ran = new Semaphore(0);
    Runnable shared =
        () -> {
          seen.add(String.valueOf(request()));
          ran.release();
        };
    executor().execute(shared);
    Requests.run("a", () -> executor().execute(shared));
    executor().execute(shared);
    Requests.run("b", () -> executor().execute(shared));
    Requests.run("a", () -> executor().execute(shared));
    go.countDown();
    assertThat(ran.tryAcquire(5, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("null", "a", "null", "b", "a");

    executor().submit(shared).get();
    assertThat(seen).last().isEqualTo("null");
  }

  @Test
  void forgetsATaskThatIsCancelledBeforeItRuns() throws Exception {
    Collectable contexts = new Collectable();
    CountDownLatch go = occupy();
    assertThat(cancelledBeforeItRuns(contexts).isCancelled()).isTrue();
    go.countDown();
    assertThat(executor().submit(Requests::current).get()).isNull();
    contexts.assertCollected();
  }

  private Future<String> cancelledBeforeItRuns(Collectable contexts) throws Exception {
    return within(
        "a",
        () -> {
          contexts.add(Context.current());
          Future<String> task = executor().submit(Requests::current);
          task.cancel(true);
          return task;
        });
  }
}
