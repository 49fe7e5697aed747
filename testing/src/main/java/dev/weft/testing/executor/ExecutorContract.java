package dev.weft.testing.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
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

/**
 * What the instrumentation of every executor does. A test tells which executor it is; one that has
 * a queue before a single thread extends {@link QueueingExecutorContract}.
 */
public abstract class ExecutorContract {
  @RegisterExtension protected static final WeftExtension weft = WeftExtension.install();

  private ExecutorService executor;

  /** A new executor. The contract shuts it down. */
  protected abstract ExecutorService newExecutor();

  /** Whether a task that runs already can be cancelled, and is interrupted by a shutdown. */
  protected boolean stopsRunningTasks() {
    return true;
  }

  /** The executor under test. */
  protected final ExecutorService executor() {
    return executor;
  }

  @BeforeEach
  void createExecutor() {
    executor = newExecutor();
  }

  @AfterEach
  void stopExecutor() throws InterruptedException {
    // While the threads still live: a thread that has ended leaks nothing any more.
    weft.assertNoContextLeft();
    executor.shutdownNow();
    assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }

  /** Calls it as if within the request of the given name. */
  protected static <T> T within(String request, Callable<T> call) throws Exception {
    return Requests.call(request, call);
  }

  /** The request in whose context this is called; null in the root context. */
  protected static @Nullable String request() {
    return Requests.current();
  }

  @Test
  void handsTheContextOverToEachKindOfTask() throws Exception {
    CompletableFuture<String> executed = new CompletableFuture<>();
    Runnable execute = () -> executed.complete(request());
    Requests.run("a", () -> executor.execute(execute));
    assertThat(executed.get()).isEqualTo("a");

    assertThat(within("b", () -> executor.submit(Requests::current)).get()).isEqualTo("b");
    String[] seen = new String[1];
    Runnable run = () -> seen[0] = request();
    within("c", () -> executor.submit(run)).get();
    assertThat(seen[0]).isEqualTo("c");
    within("d", () -> executor.submit(run, "done")).get();
    assertThat(seen[0]).isEqualTo("d");
  }

  @Test
  void handsTheContextOverToTasksInvokedTogether() throws Exception {
    List<Callable<String>> two = List.of(Requests::current, Requests::current);
    for (Future<String> result : within("a", () -> executor.invokeAll(two))) {
      assertThat(result.get()).isEqualTo("a");
    }
    for (Future<String> result : within("b", () -> executor.invokeAll(two, 10, TimeUnit.SECONDS))) {
      assertThat(result.get()).isEqualTo("b");
    }
    List<Callable<String>> three = List.of(failing(), () -> "any " + request(), failing());
    assertThat(within("c", () -> executor.invokeAny(three))).isEqualTo("any c");
    assertThat(within("d", () -> executor.invokeAny(three, 10, TimeUnit.SECONDS)))
        .isEqualTo("any d");
  }

  private static Callable<String> failing() {
    return () -> {
      throw new IllegalStateException(request());
    };
  }

  @Test
  void handsTheContextOverThroughACompletionService() throws Exception {
    ExecutorCompletionService<String> service = new ExecutorCompletionService<>(executor);
    within("a", () -> service.submit(Requests::current));
    assertThat(service.take().get()).isEqualTo("a");
    service.submit(Requests::current);
    assertThat(service.take().get()).isNull();
  }

  @Test
  void handsTheContextOverToAsynchronousStages() throws Exception {
    CompletableFuture<String> supplied =
        within("a", () -> CompletableFuture.supplyAsync(Requests::current, executor));
    assertThat(supplied.get()).isEqualTo("a");
  }

  @Test
  void handsOverAContextThatIsNotSampled() throws Exception {
    SpanContext unsampled =
        SpanContext.create(
            "0af7651916cd43dd8448eb211c80319c",
            "b7ad6b7169203331",
            TraceFlags.getDefault(),
            TraceState.getDefault());
    Future<SpanContext> seen;
    try (Scope unused = Context.root().with(Span.wrap(unsampled)).makeCurrent()) {
      seen = executor.submit(() -> Span.current().getSpanContext());
    }
    assertThat(seen.get()).isEqualTo(unsampled);
  }

  @Test
  void givesATaskNoContextThatItsSubmitterHasNot() throws Exception {
    within("a", () -> executor.submit(Requests::current)).get();
    assertThat(executor.submit(Requests::current).get()).isNull();
  }

  @Test
  void handsTheContextOnFromTaskToTask() throws Exception {
    Future<Future<String>> outer =
        within("a", () -> executor.submit(() -> executor.submit(Requests::current)));
    assertThat(outer.get().get()).isEqualTo("a");
  }

  @Test
  void leavesTheSubmittersContextAsItIs() throws Exception {
    Requests.run(
        "a",
        () -> {
          Context before = Context.current();
          executor.submit(() -> {}).get();
          executor.execute(() -> {});
          executor.invokeAll(List.of(Requests::current));
          assertThat(Context.current()).isSameAs(before);
        });
  }

  @Test
  void leavesNoContextBehindWhenATaskFails() {
    assertThatThrownBy(() -> within("a", () -> executor.submit(failing())).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("a");
    assertThatThrownBy(() -> executor.submit(failing()).get())
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage(null);
  }

  @Test
  void leavesNoContextBehindWhenATaskKillsItsThread() throws Exception {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Requests.run(
        "a",
        () ->
            executor.execute(
                () -> {
                  // Not every executor lets the exception out.
                  Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> {});
                  seen.complete(request());
                  throw new IllegalStateException("on purpose");
                }));
    assertThat(seen.get()).isEqualTo("a");
    assertThat(executor.submit(Requests::current).get()).isNull();
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // a task that forgets it is what is tested
  void leavesNoContextBehindThatATaskHasOpened() throws Exception {
    Callable<String> careless =
        () -> {
          Scope neverClosed = Requests.context("left behind").makeCurrent();
          return neverClosed.toString();
        };
    within("a", () -> executor.submit(careless)).get();
    assertThat(executor.submit(Requests::current).get()).isNull();
    executor.submit(careless).get();
    assertThat(executor.submit(Requests::current).get()).isNull();
  }

  @Test
  void keepsTheContextOfATaskThatIsInterrupted() throws Exception {
    assumeTrue(stopsRunningTasks(), "the executor lets running tasks finish");
    CountDownLatch running = new CountDownLatch(1);
    CompletableFuture<String> interrupted = new CompletableFuture<>();
    Runnable waiting =
        () -> {
          running.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            interrupted.complete(request());
          }
        };
    Requests.run("a", () -> executor.execute(waiting));
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    executor.shutdownNow();
    assertThat(interrupted.get(10, TimeUnit.SECONDS)).isEqualTo("a");
  }

  @Test
  void keepsTheContextOfATaskThatIsCancelledAsItRuns() throws Exception {
    assumeTrue(stopsRunningTasks(), "the executor lets running tasks finish");
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch cancelled = new CountDownLatch(1);
    CompletableFuture<String> after = new CompletableFuture<>();
    Future<?> task =
        within(
            "a",
            () ->
                executor.submit(
                    () -> {
                      running.countDown();
                      cancelled.await();
                      return after.complete(request());
                    }));
    assertThat(running.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(task.cancel(false)).isTrue();
    cancelled.countDown();
    assertThat(after.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    assertThat(executor.submit(Requests::current).get()).isNull();
  }

  @Test
  void leavesInterruptsToTheApplication() throws Exception {
    assertThat(
            within(
                    "a",
                    () ->
                        executor.submit(
                            () -> {
                              Thread.currentThread().interrupt();
                              executor.execute(() -> {});
                              return Thread.interrupted();
                            }))
                .get())
        .isTrue();
    Thread.currentThread().interrupt();
    try {
      Requests.run("a", () -> executor.execute(() -> {}));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void leavesTheContextClassLoaderToTheApplication() throws Exception {
    Callable<ClassLoader> loader = () -> Thread.currentThread().getContextClassLoader();
    ClassLoader before = loader.call();
    ClassLoader outside = executor.submit(loader).get();
    assertThat(within("a", () -> executor.submit(loader)).get()).isSameAs(outside);
    assertThat(loader.call()).isSameAs(before);
  }

  @Test
  void refusesWhatComesAfterItsShutdown() throws Exception {
    executor.shutdown();
    Requests.run(
        "a",
        () -> {
          assertThatThrownBy(() -> executor.submit(Requests::current))
              .isInstanceOf(RejectedExecutionException.class);
          assertThat(request()).isEqualTo("a");
        });
  }

  @Test
  void givesEachSubmissionOfASharedRunnableOneRunInItsContext() throws Exception {
    Set<String> submitted = new HashSet<>();
    List<String> seen = new ArrayList<>();
    Semaphore ran = new Semaphore(0);
    Runnable shared =
        () -> {
          synchronized (seen) {
            seen.add(String.valueOf(request()));
          }
          ran.release();
        };
    for (int i = 0; i < 1000; i++) {
      submitted.add("request " + i);
      Requests.run("request " + i, () -> executor.execute(shared));
    }
    assertThat(ran.tryAcquire(1000, 10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactlyInAnyOrderElementsOf(submitted);
  }

  @Test
  void keepsNothingOfManyTasks() throws Exception {
    submitMany(20_000, null);
    Collectable contexts = new Collectable();
    RetainedHeap heap = RetainedHeap.now();
    submitMany(100_000, contexts);
    heap.assertGrowsByLessThan(4_000_000);
    contexts.assertCollected();
  }

  private void submitMany(int tasks, @Nullable Collectable contexts) throws Exception {
    Semaphore ran = new Semaphore(0);
    for (int i = 0; i < tasks; i++) {
      Context context = Requests.context("request " + i);
      if (contexts != null && i % 1000 == 0) {
        contexts.add(context);
      }
      try (Scope unused = context.makeCurrent()) {
        executor.execute(() -> ran.release());
      }
    }
    assertThat(ran.tryAcquire(tasks, 60, TimeUnit.SECONDS)).isTrue();
  }
}
