package dev.weft.testing.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the instrumentation of every executor does. A test tells which executor it is. */
public abstract class ExecutorContract {
  private static final ContextKey<String> REQUEST = ContextKey.named("request");

  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  private ExecutorService executor;

  /** A new executor with one thread. */
  protected abstract ExecutorService singleThread();

  @BeforeEach
  void createExecutor() {
    executor = singleThread();
  }

  @AfterEach
  void stopExecutor() throws InterruptedException {
    executor.shutdownNow();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Runs the call as if within the request of the given name. */
  protected static <T> T within(String request, Callable<T> call) throws Exception {
    try (Scope unused = Context.root().with(REQUEST, request).makeCurrent()) {
      return call.call();
    }
  }

  /** The request in whose context this is called; null in the root context. */
  protected static @Nullable String request() {
    return Context.current().get(REQUEST);
  }

  @Test
  void handsTheContextOverToEachKindOfTask() throws Exception {
    CompletableFuture<String> executed = new CompletableFuture<>();
    Runnable execute = () -> executed.complete(request());
    within(
        "a",
        () -> {
          executor.execute(execute);
          return null;
        });
    assertThat(executed.get()).isEqualTo("a");
    assertThat(within("b", () -> executor.submit(ExecutorContract::request)).get()).isEqualTo("b");
    String[] seen = new String[1];
    Runnable run = () -> seen[0] = request();
    within("c", () -> executor.submit(run)).get();
    assertThat(seen[0]).isEqualTo("c");
    within("d", () -> executor.submit(run, "done")).get();
    assertThat(seen[0]).isEqualTo("d");
    List<Callable<String>> all = List.of(ExecutorContract::request, ExecutorContract::request);
    for (Future<String> result : within("e", () -> executor.invokeAll(all))) {
      assertThat(result.get()).isEqualTo("e");
    }
  }

  @Test
  void handsTheContextOverToAsynchronousStages() throws Exception {
    CompletableFuture<String> supplied =
        within("a", () -> CompletableFuture.supplyAsync(ExecutorContract::request, executor));
    assertThat(supplied.get()).isEqualTo("a");
  }

  @Test
  void givesATaskNoContextThatItsSubmitterHasNot() throws Exception {
    within("a", () -> executor.submit(ExecutorContract::request)).get();
    assertThat(executor.submit(ExecutorContract::request).get()).isNull();
  }

  @Test
  void leavesNoContextBehindWhenATaskFails() {
    Callable<String> failing =
        () -> {
          throw new IllegalStateException(request());
        };
    assertThatThrownBy(() -> within("a", () -> executor.submit(failing)).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("a");
    assertThatThrownBy(() -> executor.submit(failing).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage(null);
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // a task that forgets it is what is tested
  void leavesNoContextBehindThatATaskHasOpened() throws Exception {
    Callable<String> careless =
        () -> {
          Scope neverClosed = Context.root().with(REQUEST, "left behind").makeCurrent();
          return neverClosed.toString();
        };
    within("a", () -> executor.submit(careless)).get();
    assertThat(executor.submit(ExecutorContract::request).get()).isNull();
  }

  @Test
  void doesNotMixUpARunnableThatTwoRequestsSubmit() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Future<?> busy = executor.submit(() -> go.await(10, TimeUnit.SECONDS));
    List<String> seen = new ArrayList<>();
    Semaphore ran = new Semaphore(0);
    Runnable shared =
        () -> {
          seen.add(String.valueOf(request()));
          ran.release();
        };
    for (String request : List.of("a", "b")) {
      within(
          request,
          () -> {
            executor.execute(shared);
            return null;
          });
    }
    go.countDown();
    busy.get();
    assertThat(ran.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
    // Which of the two runs first is the executor's affair. Neither may have the other's context.
    assertThat(seen).isIn(List.of("a", "b"), List.of("null", "null"));
  }

  @Test
  void handsTheContextOnFromTaskToTask() throws Exception {
    Future<Future<String>> outer =
        within("a", () -> executor.submit(() -> executor.submit(ExecutorContract::request)));
    assertThat(outer.get().get()).isEqualTo("a");
  }

  @Test
  void forgetsTasksThatAreCancelledOrRejected() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Future<?> busy = executor.submit(() -> go.await(10, TimeUnit.SECONDS));
    Future<String> cancelled = within("a", () -> executor.submit(ExecutorContract::request));
    assertThat(cancelled.cancel(true)).isTrue();
    go.countDown();
    busy.get();
    assertThat(executor.submit(ExecutorContract::request).get()).isNull();

    executor.shutdown();
    assertThatThrownBy(() -> within("a", () -> executor.submit(ExecutorContract::request)))
        .isInstanceOf(RejectedExecutionException.class);
  }

  @Test
  void keepsNothingOfManyTasks() throws Exception {
    submitMany(20_000);
    long before = usedHeap();
    submitMany(100_000);
    assertThat(usedHeap() - before).isLessThan(2_000_000);
  }

  private void submitMany(int tasks) throws Exception {
    Semaphore ran = new Semaphore(0);
    for (int i = 0; i < tasks; i++) {
      within(
          "request " + i,
          () -> {
            executor.execute(() -> ran.release());
            return null;
          });
    }
    assertThat(ran.tryAcquire(tasks, 30, TimeUnit.SECONDS)).isTrue();
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
