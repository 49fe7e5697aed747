package dev.weft.instrumentation.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Collectable;
import dev.weft.testing.executor.Requests;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TimerTest {
  private static final long FAR_OFF = TimeUnit.HOURS.toMillis(1);

  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final Timer timer = new Timer("timer of the test", true);
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @AfterEach
  void stopTimer() {
    // While the thread still lives: one that has ended leaks nothing any more.
    weft.awaitIdle();
    timer.cancel();
  }

  private TimerTask noting() {
    return running(() -> {});
  }

  private TimerTask running(Runnable code) {
    return new TimerTask() {
      @Override
      public void run() {
        seen.add(String.valueOf(Requests.current()));
        code.run();
      }
    };
  }

  private String nextSeen() throws InterruptedException {
    return seen.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void runsATaskInTheContextInWhichItWasScheduled() throws Exception {
    Requests.run("a", () -> timer.schedule(noting(), 1));
    Requests.run("b", () -> timer.schedule(noting(), new Date()));

    assertThat(List.of(nextSeen(), nextSeen())).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void runsATaskOfNoRequestInNone() throws Exception {
    Requests.run("a", () -> timer.schedule(noting(), 0));
    timer.schedule(noting(), 1);

    assertThat(nextSeen()).isEqualTo("a");
    assertThat(nextSeen()).isEqualTo("null");
  }

  @Test
  void runsRepeatedTasksInNoRequest() throws Exception {
    Requests.run("a", () -> timer.schedule(noting(), 0, 1));
    Requests.run("b", () -> timer.scheduleAtFixedRate(noting(), new Date(), 1));

    for (int i = 0; i < 10; i++) {
      assertThat(nextSeen()).isEqualTo("null");
    }
  }

  @Test
  void hasNoContextWhileItWaits() throws Exception {
    CountDownLatch waits = new CountDownLatch(1);
    Requests.run("far off", () -> timer.schedule(noting(), FAR_OFF));
    Requests.run("a", () -> timer.schedule(running(waits::countDown), 0));
    assertThat(waits.await(10, TimeUnit.SECONDS)).isTrue();

    weft.awaitIdle();
    assertThat(nextSeen()).isEqualTo("a");
  }

  @Test
  @SuppressWarnings("MustBeClosedChecker") // a task that forgets it is what is tested
  void leavesNothingBehindOfATaskThatForgetsAScope() throws Exception {
    Requests.run(
        "a",
        () ->
            timer.schedule(
                running(
                    () -> {
                      Scope neverClosed = Requests.context("left behind").makeCurrent();
                      seen.add(neverClosed.getClass().getSimpleName());
                    }),
                0));
    nextSeen();
    nextSeen();
    timer.schedule(noting(), 0);

    assertThat(nextSeen()).isEqualTo("null");
  }

  @Test
  void handsTheContextOnFromTaskToTask() throws Exception {
    Requests.run("a", () -> timer.schedule(running(() -> timer.schedule(noting(), 1)), 1));

    assertThat(nextSeen()).isEqualTo("a");
    assertThat(nextSeen()).isEqualTo("a");
  }

  @Test
  void keepsTheContextsOfTasksInTheOrderOfTheirTime() throws Exception {
    for (int i = 0; i < 100; i++) {
      int delay = (i * 37) % 100;
      String request = "request " + i;
      Requests.run(
          request,
          () ->
              timer.schedule(
                  new TimerTask() {
                    @Override
                    public void run() {
                      seen.add(request + " in " + Requests.current());
                    }
                  },
                  delay));
    }
    for (int i = 0; i < 100; i++) {
      String[] parts = nextSeen().split(" in ");
      assertThat(parts[1]).isEqualTo(parts[0]);
    }
  }

  @Test
  void keepsTheFirstContextOfATaskThatIsScheduledTwice() throws Exception {
    TimerTask task = noting();
    Requests.run("a", () -> timer.schedule(task, 200));
    Requests.run(
        "b",
        () ->
            assertThatThrownBy(() -> timer.schedule(task, 0))
                .isInstanceOf(IllegalStateException.class));

    assertThat(nextSeen()).isEqualTo("a");
  }

  @Test
  void forgetsTasksThatAreCancelledOrRefused() throws Exception {
    Timer stopped = new Timer(true);
    stopped.cancel();
    Collectable contexts = new Collectable();
    List<TimerTask> kept = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Context context = Requests.context("request " + i);
      contexts.add(context);
      TimerTask cancelled = noting();
      TimerTask refused = noting();
      kept.add(cancelled);
      kept.add(refused);
      try (Scope unused = context.makeCurrent()) {
        timer.schedule(cancelled, FAR_OFF);
        assertThatThrownBy(() -> stopped.schedule(refused, 0))
            .isInstanceOf(IllegalStateException.class);
      }
      cancelled.cancel();
    }

    contexts.assertCollected();
    assertThat(kept).hasSize(20);
  }

  @Test
  void tellsAnUncaughtExceptionsHandlerOfTheTasksContext() throws Exception {
    CompletableFuture<String> handled = new CompletableFuture<>();
    Requests.run(
        "a",
        () ->
            timer.schedule(
                running(
                    () -> {
                      Thread.currentThread()
                          .setUncaughtExceptionHandler(
                              (thread, thrown) -> handled.complete(Requests.current()));
                      throw new IllegalStateException("on purpose");
                    }),
                0));

    assertThat(handled.get(10, TimeUnit.SECONDS)).isEqualTo("a");
  }
}
