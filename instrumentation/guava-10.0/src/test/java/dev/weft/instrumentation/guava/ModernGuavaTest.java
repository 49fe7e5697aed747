package dev.weft.instrumentation.guava;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.util.concurrent.ExecutionSequencer;
import com.google.common.util.concurrent.FluentFuture;
import com.google.common.util.concurrent.FutureCallback;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What came after the floor: transformations with executors, sequential executors. */
class ModernGuavaTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private static final Executor DIRECT = MoreExecutors.directExecutor();

  private final ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final SettableFuture<String> future = SettableFuture.create();

  @AfterEach
  void stopPool() throws InterruptedException {
    pool.shutdownNow();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  private void note() {
    seen.add(String.valueOf(Requests.current()));
  }

  private static String request() {
    return String.valueOf(Requests.current());
  }

  /** Completes the future on a thread, and in a context, of its own. */
  private void completeElsewhere(Runnable completion) throws Exception {
    Requests.call("completer", () -> pool.submit(completion)).get(10, TimeUnit.SECONDS);
  }

  private static <T> T got(Future<T> result) throws Exception {
    return result.get(10, TimeUnit.SECONDS);
  }

  @Test
  void runsCallbacksInTheContextInWhichTheyWereAdded() throws Exception {
    FutureCallback<String> callback =
        new FutureCallback<>() {
          @Override
          public void onSuccess(String result) {
            note();
          }

          @Override
          public void onFailure(Throwable thrown) {
            note();
          }
        };
    Requests.run("a", () -> Futures.addCallback(future, callback, DIRECT));
    Requests.run("b", () -> Futures.addCallback(future, callback, pool));
    Requests.run(
        "c",
        () -> Futures.addCallback(Futures.transform(future, r -> fail(r), pool), callback, DIRECT));
    completeElsewhere(() -> future.set("done"));
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactlyInAnyOrder("a", "b", "c");
  }

  private static String fail(String message) {
    throw new IllegalStateException(message);
  }

  @Test
  void transformsInTheContextInWhichTheTransformationWasAskedFor() throws Exception {
    ListenableFuture<String> chain =
        Requests.call(
            "a",
            () ->
                FluentFuture.from(future)
                    .transform(r -> request(), DIRECT)
                    .transformAsync(r -> Futures.submit(() -> r + request(), pool), DIRECT)
                    .transform(r -> fail(r + request()), pool)
                    .catching(
                        IllegalStateException.class, e -> e.getMessage() + request(), DIRECT));
    completeElsewhere(() -> future.set("done"));
    assertThat(got(chain)).isEqualTo("aaaa");
  }

  @Test
  void combinesInTheContextOfTheCombiner() throws Exception {
    SettableFuture<String> other = SettableFuture.create();
    ListenableFuture<String> all =
        Requests.call(
            "a", () -> Futures.whenAllComplete(future, other).call(() -> request(), DIRECT));
    completeElsewhere(() -> future.set("1"));
    Requests.run("b", () -> other.setException(new IllegalStateException("expected")));
    assertThat(got(all)).isEqualTo("a");
  }

  @Test
  void runsListenersOfAFutureThatFollowsAnother() throws Exception {
    SettableFuture<String> follower = SettableFuture.create();
    Requests.run("a", () -> follower.addListener(this::note, DIRECT));
    Requests.run("b", () -> follower.setFuture(future));
    completeElsewhere(() -> future.set("done"));
    assertThat(seen).containsExactly("a");
  }

  @Test
  void runsListenersOfATimeoutInTheContextInWhichTheyWereAdded() throws Exception {
    ListenableFuture<String> timed =
        Requests.call("a", () -> Futures.withTimeout(future, 1, TimeUnit.MILLISECONDS, pool));
    ListenableFuture<String> handled =
        Requests.call(
            "b", () -> Futures.catching(timed, TimeoutException.class, e -> request(), DIRECT));
    assertThat(handled).succeedsWithin(Duration.ofSeconds(10)).isEqualTo("b");
    assertThatThrownBy(() -> got(timed))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(TimeoutException.class);
  }

  @Test
  void doesNotMixTheTasksOfASequentialExecutor() throws Exception {
    Executor sequential = MoreExecutors.newSequentialExecutor(pool);
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch all = new CountDownLatch(100);
    Requests.run("first", () -> sequential.execute(() -> await(go)));
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      Runnable task =
          () -> {
            note();
            all.countDown();
          };
      if (i % 3 == 0) {
        expected.add("null");
        sequential.execute(task);
      } else {
        expected.add("request " + i);
        Requests.run("request " + i, () -> sequential.execute(task));
      }
    }
    go.countDown();
    assertThat(all.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).isEqualTo(expected);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void goesOnWithASequentialExecutorAfterATaskThatFails() throws Exception {
    Queue<Runnable> workers = new ArrayDeque<>();
    Executor sequential = MoreExecutors.newSequentialExecutor(workers::add);
    Runnable failing =
        new Runnable() {
          @Override
          public void run() {
            throw new IllegalStateException("expected, and logged by Guava");
          }

          @Override
          public String toString() {
            return "the application's task";
          }
        };
    List<String> logged = new ArrayList<>();
    try (Quiet unused = Quiet.recording(logged)) {
      Requests.run("a", () -> sequential.execute(failing));
      Requests.run("b", () -> sequential.execute(this::note));
      Requests.run("c", () -> workers.remove().run());
    }
    assertThat(seen).containsExactly("b");
    assertThat(logged).singleElement().asString().contains("the application's task");
  }

  @Test
  void doesNotMixTheTasksOfASequencer() throws Exception {
    ExecutionSequencer sequencer = ExecutionSequencer.create();
    List<ListenableFuture<String>> results = new ArrayList<>();
    for (int i = 0; i < 50; i += 2) {
      results.add(
          Requests.call("request " + i, () -> sequencer.submit(ModernGuavaTest::request, DIRECT)));
      results.add(
          Requests.call(
              "request " + (i + 1),
              () ->
                  sequencer.submitAsync(
                      () -> Futures.submit(ModernGuavaTest::request, pool), pool)));
    }
    assertEachSawItsRequest(results);
  }

  private static void assertEachSawItsRequest(List<ListenableFuture<String>> results)
      throws Exception {
    for (int i = 0; i < results.size(); i++) {
      assertThat(got(results.get(i))).isEqualTo("request " + i);
    }
  }

  @Test
  void doesNotMixTasksThatASequencerRunsInARow() throws Exception {
    // All but the first are started by the thread that has just run the one before.
    ExecutionSequencer sequencer = ExecutionSequencer.create();
    CountDownLatch go = new CountDownLatch(1);
    ExecutorService single = Executors.newSingleThreadExecutor();
    sequencer.submit(
        () -> {
          await(go);
          return null;
        },
        single);
    List<ListenableFuture<String>> results = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      results.add(
          Requests.call("request " + i, () -> sequencer.submit(ModernGuavaTest::request, DIRECT)));
    }
    go.countDown();
    assertEachSawItsRequest(results);
    single.shutdown();
    assertThat(single.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
