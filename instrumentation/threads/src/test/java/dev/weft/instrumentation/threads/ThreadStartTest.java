package dev.weft.instrumentation.threads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import dev.weft.tracing.AgentThread;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** With the option that asks for it. */
class ThreadStartTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private final CompletableFuture<String> seen = new CompletableFuture<>();

  private void note() {
    seen.complete(String.valueOf(Requests.current()));
  }

  private String seen() throws Exception {
    return seen.get(10, TimeUnit.SECONDS);
  }

  @Test
  void runsAThreadInTheContextInWhichItIsStarted() throws Exception {
    Thread thread = Requests.call("creator", () -> new Thread(this::note));
    Requests.run("starter", thread::start);
    assertThat(seen()).isEqualTo("starter");
  }

  @Test
  void runsAThreadOfAnApplicationsClassInTheContextInWhichItIsStarted() throws Exception {
    class Working extends Thread {
      @Override
      public void run() {
        note();
      }
    }

    Requests.run("a", () -> new Working().start());
    assertThat(seen()).isEqualTo("a");
  }

  @Test
  void runsAThreadThatNoRequestStartsInNone() throws Exception {
    Thread thread = Requests.call("creator", () -> new Thread(this::note));
    thread.start();
    assertThat(seen()).isEqualTo("null");
  }

  @Test
  void keepsTheContextOfAThreadThatIsStartedASecondTime() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    Thread thread =
        new Thread(
            () -> {
              try {
                go.await();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
              note();
            });
    Requests.run("a", thread::start);
    Requests.run(
        "b",
        () -> assertThatThrownBy(thread::start).isInstanceOf(IllegalThreadStateException.class));
    go.countDown();
    assertThat(seen()).isEqualTo("a");
  }

  @Test
  void tellsAnUncaughtExceptionsHandlerOfTheThreadsContext() throws Exception {
    Thread thread =
        new Thread(
            () -> {
              throw new IllegalStateException("on purpose");
            });
    thread.setUncaughtExceptionHandler((t, thrown) -> note());
    Requests.run("a", thread::start);
    assertThat(seen()).isEqualTo("a");
  }

  @Test
  void givesNoContextToWorkersOfForkJoinPools() throws Exception {
    class Worker extends ForkJoinWorkerThread {
      Worker(ForkJoinPool pool) {
        super(pool);
      }

      @Override
      protected void onStart() {
        note();
      }
    }

    ForkJoinPool pool = new ForkJoinPool(1, Worker::new, null, false);
    Requests.run("a", () -> pool.submit(() -> {}).get());
    assertThat(seen()).isEqualTo("null");
    pool.shutdown();
  }

  @Test
  void givesNoContextToTimers() throws Exception {
    Timer timer = Requests.call("a", () -> new Timer(true));
    timer.schedule(
        new TimerTask() {
          @Override
          public void run() {
            note();
          }
        },
        0);
    assertThat(seen()).isEqualTo("null");
    timer.cancel();
  }

  @Test
  void givesNoContextToTheAgentsThreads() throws Exception {
    Requests.run("a", () -> new AgentThread(this::note, "agent thread of the test").start());
    assertThat(seen()).isEqualTo("null");
  }

  @Test
  void givesNoContextToWorkersOfServers() throws Exception {
    Requests.run("a", () -> new org.apache.tomcat.util.threads.TaskThread(this::note).start());
    assertThat(seen()).isEqualTo("null");
  }
}
