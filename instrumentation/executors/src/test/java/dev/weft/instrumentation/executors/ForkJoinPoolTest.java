package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.executor.QueueingExecutorContract;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveTask;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ForkJoinPoolTest extends QueueingExecutorContract {

  @Override
  protected ExecutorService singleThread() {
    return new ForkJoinPool(1);
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
    pool.shutdown();
  }

  @Test
  void handsTheContextOverInTheCommonPool() throws Exception {
    assertThat(within("a", () -> CompletableFuture.supplyAsync(() -> request())).get())
        .isEqualTo("a");
    List<String> seen =
        within("a", () -> IntStream.range(0, 1000).parallel().mapToObj(i -> request()).toList());
    assertThat(seen).containsOnly("a");
  }
}
