package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.executor.QueueingExecutorContract;
import dev.weft.testing.executor.Requests;
import io.opentelemetry.context.Scope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForkJoinPoolTest extends QueueingExecutorContract {

  @Override
  protected ExecutorService singleThread() {
    return new ForkJoinPool(1);
  }

  private ForkJoinPool pool() {
    return (ForkJoinPool) executor();
  }

  /** Counts the leaves of a binary tree that see the request. */
  private static final class Leaves extends RecursiveTask<Integer> {
    private static final long serialVersionUID = 1;
    private final int depth;

    Leaves(int depth) {
      this.depth = depth;
    }

    @Override
    protected Integer compute() {
      if (depth == 0) {
        return "a".equals(request()) ? 1 : 0;
      }
      Leaves left = new Leaves(depth - 1);
      left.fork();
      return new Leaves(depth - 1).compute() + left.join();
    }
  }

  @Test
  void handsTheContextOverToForkedTasks() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(4);
    assertThat(within("a", () -> pool.invoke(new Leaves(10)))).isEqualTo(1024);
    assertThat(pool.invoke(new Leaves(10))).isZero();
    weft.assertNoContextLeft();
    pool.shutdown();
  }

  /** Counts likewise, without anybody waiting for a part. */
  private static final class CompletedLeaves extends CountedCompleter<Void> {
    private static final long serialVersionUID = 1;
    private final transient ConcurrentLinkedQueue<String> seen;
    private final int depth;

    CompletedLeaves(CompletedLeaves parent, int depth, ConcurrentLinkedQueue<String> seen) {
      super(parent);
      this.depth = depth;
      this.seen = seen;
    }

    @Override
    public void compute() {
      if (depth == 0) {
        seen.add(String.valueOf(request()));
      } else {
        setPendingCount(2);
        new CompletedLeaves(this, depth - 1, seen).fork();
        new CompletedLeaves(this, depth - 1, seen).fork();
      }
      tryComplete();
    }
  }

  @Test
  void handsTheContextOverToCountedCompleters() throws Exception {
    ConcurrentLinkedQueue<String> seen = new ConcurrentLinkedQueue<>();
    ForkJoinPool pool = new ForkJoinPool(4);
    within("a", () -> pool.invoke(new CompletedLeaves(null, 8, seen)));
    assertThat(seen).hasSize(256).containsOnly("a");
    weft.assertNoContextLeft();
    pool.shutdown();
  }

  @Test
  void handsTheContextOverInTheCommonPool() throws Exception {
    ForkJoinPool pool = ForkJoinPool.commonPool();
    assertThat(within("a", () -> pool.submit(Requests::current)).get()).isEqualTo("a");
    List<String> seen =
        within("a", () -> IntStream.range(0, 1000).parallel().mapToObj(i -> request()).toList());
    assertThat(seen).containsOnly("a");
    assertThat(within("b", () -> ForkJoinTask.adapt(Requests::current).fork()).get())
        .isEqualTo("b");
  }

  /** Runs some code as a task. */
  private static final class Action extends RecursiveAction {
    private static final long serialVersionUID = 1;
    private final transient Runnable code;

    Action(Runnable code) {
      this.code = code;
    }

    @Override
    protected void compute() {
      code.run();
    }
  }

  private static List<Action> three(List<String> seen) {
    List<Action> actions = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      actions.add(new Action(() -> seen.add(String.valueOf(request()))));
    }
    return actions;
  }

  @Test
  void staysInTheContextInTasksThatAreRunAtOnce() throws Exception {
    List<String> seen = new ArrayList<>();
    Action root =
        new Action(
            () -> {
              three(seen).forEach(ForkJoinTask::invoke);
              three(seen).forEach(ForkJoinTask::quietlyInvoke);
              ForkJoinTask.invokeAll(three(seen));
              Collection<Action> unordered = new ArrayDeque<>(three(seen));
              ForkJoinTask.invokeAll(unordered);
              ForkJoinTask.invokeAll(three(seen).toArray(new Action[0]));
              ForkJoinTask.invokeAll(three(seen).get(0), three(seen).get(1));
            });
    within("a", () -> pool().invoke(root));
    assertThat(seen).hasSize(17).containsOnly("a");
  }

  @Test
  void runsWhatItHelpsWithInTheContextOfItsSubmitter() throws Exception {
    List<String> seen = new ArrayList<>();
    Action outside = new Action(() -> seen.add(String.valueOf(request())));
    Action ofOther = new Action(() -> seen.add(String.valueOf(request())));
    Action forked = new Action(() -> seen.add(String.valueOf(request())));
    Action helper =
        new Action(
            () -> {
              forked.fork();
              // The only thread: these two can only be run by it, as it waits.
              ForkJoinTask.helpQuiesce();
              seen.add("then " + request());
            });
    occupyUntil(
        () -> {
          within("a", () -> pool().submit(helper));
          pool().execute(outside);
          Requests.run("b", () -> pool().execute(ofOther));
        });
    helper.get(10, TimeUnit.SECONDS);
    assertThat(seen).containsExactlyInAnyOrder("a", "null", "b", "then a");
    assertThat(seen).last().isEqualTo("then a");
  }

  private void occupyUntil(Requests.Code submitted) throws Exception {
    CountDownLatch go = occupy();
    submitted.run();
    go.countDown();
  }

  @Test
  void runsWhatAWaitingThreadOfTheApplicationHelpsWithInItsOwnContext() throws Exception {
    List<String> seen = new ArrayList<>();
    Runnable note = () -> seen.add(String.valueOf(request()));
    ForkJoinPool common = ForkJoinPool.commonPool();
    ForkJoinTask<?> outside = common.submit(note);
    outside.get();
    Requests.run(
        "a",
        () -> {
          common.awaitQuiescence(10, TimeUnit.SECONDS);
          assertThat(request()).isEqualTo("a");
        });
    assertThat(seen).containsExactly("null");
  }

  @Test
  void givesATaskThatIsUsedAgainTheContextOfItsLastSubmission() throws Exception {
    List<String> seen = new ArrayList<>();
    Action action = new Action(() -> seen.add(String.valueOf(request())));
    Requests.run("a", () -> pool().submit(action).get());
    action.reinitialize();
    pool().submit(action).get();
    action.reinitialize();
    Requests.run("b", () -> pool().submit(action).get());
    assertThat(seen).containsExactly("a", "null", "b");
  }

  @Test
  void forgetsTheForkThatIsTakenBack() throws Exception {
    List<String> seen = new ArrayList<>();
    Action child = new Action(() -> seen.add(String.valueOf(request())));
    Action parent =
        new Action(
            () -> {
              child.fork();
              assertThat(child.tryUnfork()).isTrue();
            });
    Requests.run("a", () -> pool().submit(parent).get());
    pool().submit(child).get();
    assertThat(seen).containsExactly("null");
  }

  @Test
  void bringsBackTheContextAfterATaskThatFails() throws Exception {
    List<String> seen = new ArrayList<>();
    Action failing =
        new Action(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    Action parent =
        new Action(
            () -> {
              assertThatThrownBy(() -> failing.fork().join())
                  .isInstanceOf(IllegalStateException.class);
              seen.add(request());
            });
    Requests.run("a", () -> pool().submit(parent).get());
    assertThat(seen).containsExactly("a");
  }

  /** A worker that somebody's request has started. */
  private static final class StartedByARequest extends ForkJoinWorkerThread {
    StartedByARequest(ForkJoinPool pool) {
      super(pool);
    }

    @Override
    public void run() {
      try (Scope unused = Requests.context("starter").makeCurrent()) {
        super.run();
      }
    }
  }

  @Test
  void startsItsThreadsAtTheRootContextWhoeverStartsThem() throws Exception {
    ForkJoinPool pool = new ForkJoinPool(1, StartedByARequest::new, null, false);
    assertThat(pool.submit(Requests::current).get()).isNull();
    assertThat(within("a", () -> pool.submit(Requests::current)).get()).isEqualTo("a");
    weft.assertNoContextLeft();
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
  }
}
