package dev.weft.instrumentation.guava;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Function;
import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListenableFutureTask;
import com.google.common.util.concurrent.SettableFuture;
import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What holds for the futures of every version. */
class GuavaFutureTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private static final Executor DIRECT = Runnable::run;

  private final List<String> seen = new CopyOnWriteArrayList<>();
  private final SettableFuture<String> future = SettableFuture.create();

  private void note() {
    seen.add(String.valueOf(Requests.current()));
  }

  @Test
  void runsListenersInTheContextInWhichTheyWereAdded() throws Exception {
    Requests.run("a", () -> future.addListener(this::note, DIRECT));
    Requests.run("b", () -> future.addListener(this::note, DIRECT));
    future.addListener(this::note, DIRECT);
    Requests.run(
        "completer",
        () -> {
          future.set("done");
          note();
        });
    assertThat(seen).containsExactlyInAnyOrder("a", "b", "null", "completer").endsWith("completer");
  }

  @Test
  void runsAListenerThatComesTooLateInItsOwnContext() throws Exception {
    Requests.run("a", () -> future.set("done"));
    Requests.run("b", () -> future.addListener(this::note, DIRECT));
    assertThat(seen).containsExactly("b");
  }

  @Test
  void tellsApartOneListenerThatTwoRequestsAdd() throws Exception {
    Runnable shared = this::note;
    Requests.run("a", () -> future.addListener(shared, DIRECT));
    Requests.run("b", () -> future.addListener(shared, DIRECT));
    future.set("done");
    assertThat(seen).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void givesAnExecutorTheListenersOwnObject() throws Exception {
    List<Runnable> given = new ArrayList<>();
    Runnable listener = this::note;
    Requests.run("a", () -> future.addListener(listener, given::add));
    future.set("done");
    assertThat(given).hasSize(1);
    assertThat(given.get(0)).isSameAs(listener);
  }

  @Test
  void handsTheListenersContextOverToAPool() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(1);
    Requests.run("a", () -> future.addListener(this::note, pool));
    Requests.run("b", () -> future.set("done"));
    pool.submit(this::note).get();
    pool.shutdown();
    assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("a", "null");
  }

  @Test
  void runsListenersOfATaskAndOfItsFailureAlike() throws Exception {
    ListenableFutureTask<String> task =
        ListenableFutureTask.create(
            () -> {
              throw new IllegalStateException("expected");
            });
    Requests.run("a", () -> task.addListener(this::note, DIRECT));
    Requests.run("b", task::run);
    assertThat(seen).containsExactly("a");
  }

  @Test
  void runsTheListenersOfACancelledFutureInTheirContext() throws Exception {
    Requests.run("a", () -> future.addListener(this::note, DIRECT));
    Requests.run("b", () -> future.cancel(true));
    assertThat(seen).containsExactly("a");
  }

  @Test
  void leavesTheCompletersContextAloneWhenAListenerFails() throws Exception {
    Runnable failing =
        () -> {
          throw new IllegalStateException("expected");
        };
    Executor executor =
        new Executor() {
          @Override
          public void execute(Runnable task) {
            task.run();
          }

          @Override
          public String toString() {
            return "the application's executor";
          }
        };
    Requests.run("a", () -> future.addListener(failing, executor));
    List<String> logged = new ArrayList<>();
    try (Quiet unused = Quiet.recording(logged)) {
      Requests.run(
          "b",
          () -> {
            future.set("done");
            note();
          });
    }
    assertThat(seen).containsExactly("b");
    assertThat(logged).singleElement().asString().endsWith("the application's executor");
  }

  @Test
  void combinesFuturesInTheContextInWhichTheyAreCombined() throws Exception {
    SettableFuture<String> other = SettableFuture.create();
    Function<List<String>, String> join = parts -> parts + " in " + Requests.current();
    ListenableFuture<String> all =
        Requests.call(
            "a", () -> Futures.transform(Futures.allAsList(List.of(future, other)), join, DIRECT));
    Requests.run("b", () -> future.set("1"));
    Requests.run("c", () -> other.set("2"));
    assertThat(all.get(10, TimeUnit.SECONDS)).isEqualTo("[1, 2] in a");
  }
}
