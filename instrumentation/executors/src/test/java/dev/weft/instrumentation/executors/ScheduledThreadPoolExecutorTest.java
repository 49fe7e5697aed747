package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.executor.ExecutorContract;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ScheduledThreadPoolExecutorTest extends ExecutorContract {

  @Override
  protected ExecutorService singleThread() {
    return Executors.newScheduledThreadPool(1);
  }

  @Test
  void handsTheContextOverToADelayedTaskButNotToARepeatedOne() throws Exception {
    ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    ScheduledFuture<String> delayed =
        within("a", () -> scheduler.schedule(() -> request(), 1, TimeUnit.MILLISECONDS));
    assertThat(delayed.get()).isEqualTo("a");

    List<String> seen = new CopyOnWriteArrayList<>();
    CountDownLatch twice = new CountDownLatch(2);
    Runnable repeated =
        () -> {
          seen.add(String.valueOf(request()));
          twice.countDown();
        };
    within("a", () -> scheduler.scheduleAtFixedRate(repeated, 0, 1, TimeUnit.MILLISECONDS));
    assertThat(twice.await(10, TimeUnit.SECONDS)).isTrue();
    scheduler.shutdownNow();
    assertThat(seen).containsOnly("null");
  }
}
