package dev.weft.instrumentation.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Collectable;
import dev.weft.testing.executor.Requests;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;

@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  private void note() {
    seen.add(String.valueOf(Requests.current()));
  }

  private String nextSeen() throws InterruptedException {
    return seen.poll(10, TimeUnit.SECONDS);
  }

  @Test
  void runsInTheContextInWhichItIsStarted() throws Exception {
    Thread thread = Requests.call("creator", () -> NewThreads.virtual("", this::note));
    Requests.run("starter", thread::start);
    assertThat(nextSeen()).isEqualTo("starter");

    Requests.run("a", () -> NewThreads.startVirtual(this::note));
    assertThat(nextSeen()).isEqualTo("a");
    Thread ofFactory = NewThreads.virtualFactory().newThread(this::note);
    Requests.run("b", ofFactory::start);
    assertThat(nextSeen()).isEqualTo("b");
  }

  @Test
  void runsInNoContextWhenItIsStartedInNone() throws Exception {
    Thread thread = Requests.call("creator", () -> NewThreads.virtual("", this::note));
    thread.start();
    assertThat(nextSeen()).isEqualTo("null");
  }

  @Test
  void handsTheContextOnFromThreadToThread() throws Exception {
    Requests.run("a", () -> NewThreads.startVirtual(() -> NewThreads.startVirtual(this::note)));
    assertThat(nextSeen()).isEqualTo("a");
  }

  @Test
  void hasItsContextBackAfterAScope() throws Exception {
    Requests.run(
        "a",
        () ->
            NewThreads.startVirtual(
                () -> {
                  try (Scope unused = Requests.context("inner").makeCurrent()) {
                    note();
                  }
                  note();
                }));
    assertThat(nextSeen()).isEqualTo("inner");
    assertThat(nextSeen()).isEqualTo("a");
  }

  @Test
  void keepsItsContextWhoeverWakesItUp() throws Exception {
    CountDownLatch parks = new CountDownLatch(1);
    Thread parked =
        Requests.call(
            "parked",
            () ->
                NewThreads.startVirtual(
                    () -> {
                      parks.countDown();
                      LockSupport.park();
                      note();
                    }));
    parks.await();
    Requests.run("waker", () -> LockSupport.unpark(parked));
    assertThat(nextSeen()).isEqualTo("parked");
  }

  @Test
  void keepsItsContextInAMonitorForWhichItWaits() throws Exception {
    Object monitor = new Object();
    CountDownLatch holds = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Requests.run(
        "holder",
        () ->
            NewThreads.startVirtual(
                () -> {
                  synchronized (monitor) {
                    holds.countDown();
                    await(release);
                    note();
                  }
                }));
    holds.await();
    Requests.run(
        "waiter",
        () ->
            NewThreads.startVirtual(
                () -> {
                  synchronized (monitor) {
                    note();
                  }
                }));
    release.countDown();
    assertThat(nextSeen()).isEqualTo("holder");
    assertThat(nextSeen()).isEqualTo("waiter");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void leavesNoContextOnTheThreadsThatCarryIt() throws Exception {
    // As many as there may be carriers, twice: each is used, and used again.
    int threads = 4 * Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < threads; i++) {
      CountDownLatch go = new CountDownLatch(1);
      Requests.run(
          "request " + i,
          () ->
              NewThreads.startVirtual(
                  () -> {
                    await(go);
                    Thread.yield();
                    note();
                  }));
      go.countDown();
    }
    for (int i = 0; i < threads; i++) {
      assertThat(nextSeen()).startsWith("request ");
    }
    weft.awaitIdle();
    for (int i = 0; i < threads; i++) {
      NewThreads.startVirtual(this::note);
    }
    for (int i = 0; i < threads; i++) {
      assertThat(nextSeen()).isEqualTo("null");
    }
  }

  @Test
  void tellsTenThousandThreadsApart() throws Exception {
    List<CompletableFuture<String>> results = new ArrayList<>();
    CountDownLatch go = new CountDownLatch(1);
    for (int i = 0; i < 10_000; i++) {
      CompletableFuture<String> result = new CompletableFuture<>();
      results.add(result);
      Requests.run(
          "request " + i,
          () ->
              NewThreads.startVirtual(
                  () -> {
                    await(go);
                    result.complete(Requests.current());
                  }));
    }
    go.countDown();
    for (int i = 0; i < 10_000; i++) {
      assertThat(results.get(i).get(30, TimeUnit.SECONDS)).isEqualTo("request " + i);
    }
  }

  @Test
  void forgetsThreadsThatNeverAskForTheirContext() throws Exception {
    Collectable contexts = new Collectable();
    CountDownLatch ran = new CountDownLatch(10_000);
    for (int i = 0; i < 10_000; i++) {
      Context context = Requests.context("request " + i);
      if (i % 100 == 0) {
        contexts.add(context);
      }
      try (Scope unused = context.makeCurrent()) {
        NewThreads.startVirtual(ran::countDown);
      }
    }
    assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
    contexts.assertCollectedBetween(
        () -> Requests.run("next", () -> NewThreads.startVirtual(this::note)));
  }

  @Test
  void keepsTheContextOfAThreadThatIsStartedASecondTime() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Thread thread =
        NewThreads.virtual(
            "",
            () -> {
              await(go);
              note();
            });
    Requests.run("a", thread::start);
    Requests.run(
        "b",
        () -> assertThatThrownBy(thread::start).isInstanceOf(IllegalThreadStateException.class));
    go.countDown();
    assertThat(nextSeen()).isEqualTo("a");
  }

  @Test
  void tellsAnUncaughtExceptionsHandlerOfTheThreadsContext() throws Exception {
    CompletableFuture<String> handled = new CompletableFuture<>();
    Requests.run(
        "a",
        () -> {
          Thread thread =
              NewThreads.virtual(
                  "",
                  () -> {
                    throw new IllegalStateException("on purpose");
                  });
          thread.setUncaughtExceptionHandler((t, thrown) -> handled.complete(Requests.current()));
          thread.start();
        });
    assertThat(handled.get(10, TimeUnit.SECONDS)).isEqualTo("a");
  }

  @Test
  void givesNoContextToTheThreadsThatPollForAll() throws Exception {
    Thread poller = NewThreads.virtual("SubPoller-1", this::note);
    Requests.run("first to wait", poller::start);
    assertThat(nextSeen()).isEqualTo("null");
  }

  @Test
  void runsNestedExecutorsInTheirCallersContexts() throws Exception {
    ExecutorService outer = NewThreads.virtualExecutor();
    Future<String> result =
        Requests.call(
            "a",
            () ->
                outer.submit(
                    () -> {
                      ExecutorService inner = NewThreads.virtualExecutor();
                      try {
                        return inner.submit(Requests::current).get();
                      } finally {
                        inner.shutdown();
                      }
                    }));
    assertThat(result.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    outer.shutdown();
  }
}
