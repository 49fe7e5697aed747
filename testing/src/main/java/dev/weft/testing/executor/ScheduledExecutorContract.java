package dev.weft.testing.executor;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What holds, beyond {@link QueueingExecutorContract}, of an executor that runs tasks later. */
public abstract class ScheduledExecutorContract extends QueueingExecutorContract {

  /** A new executor with one thread. */
  protected abstract ScheduledExecutorService scheduler();

  @Override
  protected final ExecutorService singleThread() {
    return scheduler();
  }

  private ScheduledExecutorService scheduled() {
    return (ScheduledExecutorService) executor();
  }

  @Test
  void handsTheContextOverToDelayedTasks() throws Exception {
    ScheduledFuture<String> called =
        within("a", () -> scheduled().schedule(Requests::current, 1, TimeUnit.MILLISECONDS));
    assertThat(called.get()).isEqualTo("a");

    CompletableFuture<String> ran = new CompletableFuture<>();
    Runnable run = () -> ran.complete(request());
    within("b", () -> scheduled().schedule(run, 1, TimeUnit.MILLISECONDS)).get();
    assertThat(ran.get()).isEqualTo("b");

    ScheduledFuture<String> outside =
        scheduled().schedule(Requests::current, 1, TimeUnit.MILLISECONDS);
    assertThat(outside.get()).isNull();
  }

  @Test
  void givesEachDelayedTaskItsOwnContextWhicheverIsDueFirst() throws Exception {
    CountDownLatch go = occupy();
    ScheduledFuture<String> late =
        within("late", () -> scheduled().schedule(Requests::current, 20, TimeUnit.MILLISECONDS));
    ScheduledFuture<String> early =
        within("early", () -> scheduled().schedule(Requests::current, 10, TimeUnit.MILLISECONDS));
    go.countDown();
    assertThat(early.get()).isEqualTo("early");
    assertThat(late.get()).isEqualTo("late");
  }

  @Test
  void runsRepeatedTasksInTheRootContext() throws Exception {
    assertThat(rounds((task) -> scheduled().scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS)))
        .containsOnly("null");
    assertThat(
            rounds((task) -> scheduled().scheduleWithFixedDelay(task, 1, 1, TimeUnit.MILLISECONDS)))
        .containsOnly("null");
  }

  /** How a task is repeated. */
  private interface Repetition {
    ScheduledFuture<?> start(Runnable task);
  }

  private List<String> rounds(Repetition repetition) throws Exception {
    List<String> seen = new CopyOnWriteArrayList<>();
    CountDownLatch thrice = new CountDownLatch(3);
    Runnable repeated =
        () -> {
          seen.add(String.valueOf(request()));
          thrice.countDown();
        };
    ScheduledFuture<?> repeating = within("a", () -> repetition.start(repeated));
    assertThat(thrice.await(10, TimeUnit.SECONDS)).isTrue();
    repeating.cancel(false);
    return seen;
  }

  @Test
  void forgetsADelayedTaskThatIsCancelled() throws Exception {
    Collectable contexts = new Collectable();
    cancelDelayed(contexts);
    contexts.assertCollectedBetween(
        () ->
            assertThat(
                    within("b", () -> scheduled().schedule(Requests::current, 0, TimeUnit.SECONDS))
                        .get())
                .isEqualTo("b"));
  }

  private void cancelDelayed(Collectable contexts) throws Exception {
    Requests.run(
        "a",
        () -> {
          contexts.add(Context.current());
          scheduled().schedule(Requests::current, 1, TimeUnit.HOURS).cancel(false);
        });
  }
}
