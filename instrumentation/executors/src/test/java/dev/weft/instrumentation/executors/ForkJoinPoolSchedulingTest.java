package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.executor.Requests;
import dev.weft.testing.executor.ScheduledExecutorContract;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;

/** A fork-join pool schedules since Java 25. */
@EnabledForJreRange(minVersion = 25)
class ForkJoinPoolSchedulingTest extends ScheduledExecutorContract {

  @Override
  protected ScheduledExecutorService scheduler() {
    return (ScheduledExecutorService) (Object) new ForkJoinPool(1);
  }

  @Test
  void handsTheContextOverToATaskWithATimeout() throws Exception {
    // Called as Java 17 sees it.
    var submit =
        ForkJoinPool.class.getMethod(
            "submitWithTimeout", Callable.class, long.class, TimeUnit.class, Consumer.class);
    Callable<String> task = Requests::current;
    Object submitted =
        within("a", () -> submit.invoke(executor(), task, 10L, TimeUnit.SECONDS, null));
    assertThat(((ForkJoinTask<?>) submitted).get()).isEqualTo("a");
  }

  @Test
  void handsTheContextOverToAnExecutorThatDelays() throws Exception {
    Executor delayed = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, executor());
    assertThat(within("a", () -> CompletableFuture.supplyAsync(Requests::current, delayed)).get())
        .isEqualTo("a");
    assertThat(CompletableFuture.supplyAsync(Requests::current, delayed).get()).isNull();
  }
}
