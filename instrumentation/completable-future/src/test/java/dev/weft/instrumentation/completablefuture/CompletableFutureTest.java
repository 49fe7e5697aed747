package dev.weft.instrumentation.completablefuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CompletableFutureTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  /** An executor of which no instrumentation knows. */
  private static final Executor THREAD_PER_TASK = task -> new Thread(task).start();

  /** A way to attach a stage that says in the returned list in which request it ran. */
  interface Attaching {
    CompletableFuture<?> attach(
        CompletableFuture<String> first, CompletableFuture<String> second, List<String> seen);
  }

  static Stream<Arguments> stagesOnCompletion() {
    return Stream.of(
        stage("thenApply", (f, g, seen) -> f.thenApply(noting(seen))),
        stage("thenAccept", (f, g, seen) -> f.thenAccept(v -> note(seen))),
        stage("thenRun", (f, g, seen) -> f.thenRun(() -> note(seen))),
        stage("whenComplete", (f, g, seen) -> f.whenComplete((v, e) -> note(seen))),
        stage("handle", (f, g, seen) -> f.handle((v, e) -> note(seen))),
        stage("thenCompose", (f, g, seen) -> f.thenCompose(v -> noted(seen))),
        stage("thenCombine", (f, g, seen) -> f.thenCombine(g, noting2(seen))),
        stage("thenAcceptBoth", (f, g, seen) -> f.thenAcceptBoth(g, (v, w) -> note(seen))),
        stage("runAfterBoth", (f, g, seen) -> f.runAfterBoth(g, () -> note(seen))),
        stage("applyToEither", (f, g, seen) -> f.applyToEither(g, noting(seen))),
        stage("acceptEither", (f, g, seen) -> f.acceptEither(g, v -> note(seen))),
        stage("runAfterEither", (f, g, seen) -> f.runAfterEither(g, () -> note(seen))),
        stage("allOf", (f, g, seen) -> CompletableFuture.allOf(f, g).thenApply(v -> note(seen))),
        stage("anyOf", (f, g, seen) -> CompletableFuture.anyOf(f, g).thenApply(v -> note(seen))),
        stage("orTimeout", (f, g, seen) -> f.orTimeout(1, TimeUnit.HOURS).thenApply(noting(seen))),
        stage("copy", (f, g, seen) -> f.copy().thenApply(noting(seen))),
        stage(
            "minimal stage",
            (f, g, seen) ->
                f.minimalCompletionStage().thenApply(noting(seen)).toCompletableFuture()));
  }

  static Stream<Arguments> asynchronousStages() {
    return Stream.of(null, THREAD_PER_TASK).flatMap(executor -> asynchronousStages(executor));
  }

  private static Stream<Arguments> asynchronousStages(Executor given) {
    String on = given == null ? "" : " on an executor";
    Executor executor = given == null ? new CompletableFuture<>().defaultExecutor() : given;
    return Stream.of(
        stage("thenApplyAsync" + on, (f, g, seen) -> f.thenApplyAsync(noting(seen), executor)),
        stage("thenAcceptAsync" + on, (f, g, s) -> f.thenAcceptAsync(v -> note(s), executor)),
        stage("thenRunAsync" + on, (f, g, seen) -> f.thenRunAsync(() -> note(seen), executor)),
        stage(
            "whenCompleteAsync" + on,
            (f, g, seen) -> f.whenCompleteAsync((v, e) -> note(seen), executor)),
        stage("handleAsync" + on, (f, g, seen) -> f.handleAsync((v, e) -> note(seen), executor)),
        stage("thenComposeAsync" + on, (f, g, s) -> f.thenComposeAsync(v -> noted(s), executor)),
        stage("thenCombineAsync" + on, (f, g, s) -> f.thenCombineAsync(g, noting2(s), executor)),
        stage(
            "thenAcceptBothAsync" + on,
            (f, g, seen) -> f.thenAcceptBothAsync(g, (v, w) -> note(seen), executor)),
        stage(
            "runAfterBothAsync" + on,
            (f, g, seen) -> f.runAfterBothAsync(g, () -> note(seen), executor)),
        stage(
            "applyToEitherAsync" + on,
            (f, g, seen) -> f.applyToEitherAsync(g, noting(seen), executor)),
        stage(
            "acceptEitherAsync" + on,
            (f, g, seen) -> f.acceptEitherAsync(g, v -> note(seen), executor)),
        stage(
            "runAfterEitherAsync" + on,
            (f, g, seen) -> f.runAfterEitherAsync(g, () -> note(seen), executor)));
  }

  static Stream<Arguments> allStages() {
    return Stream.concat(stagesOnCompletion(), asynchronousStages());
  }

  private static Arguments stage(String name, Attaching attaching) {
    return Arguments.of(name, attaching);
  }

  private static Function<Object, String> noting(List<String> seen) {
    return value -> note(seen);
  }

  private static BiFunction<Object, Object, String> noting2(List<String> seen) {
    return (value, other) -> note(seen);
  }

  private static CompletableFuture<String> noted(List<String> seen) {
    return CompletableFuture.completedFuture(note(seen));
  }

  private static String note(List<String> seen) {
    seen.add(String.valueOf(Requests.current()));
    return "noted";
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allStages")
  void runsAStageInTheContextInWhichItWasAttached(String name, Attaching attaching)
      throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    CompletableFuture<?> stage =
        Requests.call("attacher", () -> attaching.attach(first, second, seen));

    Requests.run(
        "completer",
        () -> {
          first.complete("first");
          second.complete("second");
          assertThat(Requests.current()).isEqualTo("completer");
        });

    stage.get(10, TimeUnit.SECONDS);
    assertThat(seen).containsExactly("attacher");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("allStages")
  void runsAStageOfACompletedFutureInTheContextInWhichItIsAttached(String name, Attaching attaching)
      throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<String> done = CompletableFuture.completedFuture("done");
    CompletableFuture<?> stage =
        Requests.call("attacher", () -> attaching.attach(done, done, seen));

    stage.get(10, TimeUnit.SECONDS);
    assertThat(seen).containsExactly("attacher");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("stagesOnCompletion")
  void leavesTheCompletersContextToAStageOfNoRequest(String name, Attaching attaching)
      throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> second = new CompletableFuture<>();
    attaching.attach(first, second, seen);

    Requests.run(
        "completer",
        () -> {
          first.complete("first");
          second.complete("second");
          assertThat(Requests.current()).isEqualTo("completer");
        });

    assertThat(seen).containsExactly("completer");
  }

  @Test
  void runsExceptionalStagesInTheContextInWhichTheyWereAttached() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<String> failing = new CompletableFuture<>();
    List<CompletableFuture<String>> stages =
        Requests.call(
            "attacher",
            () ->
                Arrays.asList(
                    failing.exceptionally(e -> note(seen)),
                    failing.exceptionallyAsync(e -> note(seen)),
                    failing.exceptionallyAsync(e -> note(seen), THREAD_PER_TASK),
                    failing.exceptionallyCompose(e -> noted(seen)),
                    failing.exceptionallyComposeAsync(e -> noted(seen)),
                    failing.exceptionallyComposeAsync(e -> noted(seen), THREAD_PER_TASK)));

    Requests.run("completer", () -> failing.completeExceptionally(new IllegalStateException()));

    for (CompletableFuture<String> stage : stages) {
      assertThat(stage.get(10, TimeUnit.SECONDS)).isEqualTo("noted");
    }
    assertThat(seen).hasSize(6).containsOnly("attacher");
  }

  @Test
  void runsWhatItIsGivenInTheContextOfTheGiver() throws Exception {
    CompletableFuture<String> completed = new CompletableFuture<>();
    CompletableFuture<String> run = new CompletableFuture<>();
    List<CompletableFuture<String>> all =
        Requests.call(
            "giver",
            () -> {
              CompletableFuture.runAsync(() -> run.complete(Requests.current()), THREAD_PER_TASK);
              return Arrays.asList(
                  run,
                  CompletableFuture.supplyAsync(Requests::current),
                  CompletableFuture.supplyAsync(Requests::current, THREAD_PER_TASK),
                  completed.completeAsync(Requests::current, THREAD_PER_TASK),
                  new CompletableFuture<String>().completeAsync(Requests::current),
                  CompletableFuture.supplyAsync(Requests::current, delayed()));
            });

    for (CompletableFuture<String> future : all) {
      assertThat(future.get(10, TimeUnit.SECONDS)).isEqualTo("giver");
    }
  }

  @Test
  void handsOverThroughTheDefaultExecutor() throws Exception {
    Executor standard = new CompletableFuture<>().defaultExecutor();
    Executor later = CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
    for (Executor executor : Arrays.asList(standard, later)) {
      CompletableFuture<String> seen = new CompletableFuture<>();
      Requests.run("a", () -> executor.execute(() -> seen.complete(Requests.current())));
      assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    }
  }

  private static Executor delayed() {
    return CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS, THREAD_PER_TASK);
  }

  @Test
  void runsStagesOfATimeoutInTheContextInWhichTheyWereAttached() throws Exception {
    CompletableFuture<String> late =
        Requests.call(
            "attacher",
            () ->
                new CompletableFuture<String>()
                    .orTimeout(1, TimeUnit.MILLISECONDS)
                    .exceptionally(e -> Requests.current()));
    CompletableFuture<String> defaulted =
        Requests.call(
            "attacher",
            () ->
                new CompletableFuture<String>()
                    .completeOnTimeout("default", 1, TimeUnit.MILLISECONDS)
                    .thenApply(v -> Requests.current()));

    assertThat(late.get(10, TimeUnit.SECONDS)).isEqualTo("attacher");
    assertThat(defaulted.get(10, TimeUnit.SECONDS)).isEqualTo("attacher");
  }

  @Test
  void tellsTheStagesOfSeveralRequestsApart() throws Exception {
    CompletableFuture<String> shared = new CompletableFuture<>();
    List<CompletableFuture<String>> stages = new ArrayList<>();
    for (String request : Arrays.asList("a", "b", "c")) {
      stages.add(Requests.call(request, () -> shared.thenApply(v -> v + Requests.current())));
    }

    Requests.run("completer", () -> shared.complete("in "));

    assertThat(stages).map(CompletableFuture::join).containsExactly("in a", "in b", "in c");
  }

  @Test
  void goesOnWithTheContextsOfALongChain() throws Exception {
    CompletableFuture<Integer> first = new CompletableFuture<>();
    CompletableFuture<Integer> last =
        Requests.call(
            "a",
            () -> {
              CompletableFuture<Integer> chain = first;
              for (int i = 0; i < 100_000; i++) {
                chain = chain.thenApply(n -> "a".equals(Requests.current()) ? n + 1 : n);
              }
              return chain;
            });

    first.complete(0);

    assertThat(last.join()).isEqualTo(100_000);
  }

  @Test
  void givesTheCompleterItsContextBackWhenAStageFails() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> failing =
        Requests.call(
            "attacher",
            () ->
                first.thenApply(
                    v -> {
                      throw new IllegalStateException(Requests.current());
                    }));

    Requests.run(
        "completer",
        () -> {
          first.complete("first");
          assertThat(Requests.current()).isEqualTo("completer");
        });

    assertThatThrownBy(failing::join)
        .isInstanceOf(CompletionException.class)
        .hasRootCauseMessage("attacher");
  }

  @Test
  void failsAStageThatItsExecutorRejects() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    RejectedExecutionException rejection = new RejectedExecutionException("full");
    CompletableFuture<String> rejected =
        Requests.call(
            "attacher",
            () ->
                first.thenApplyAsync(
                    v -> v,
                    task -> {
                      throw rejection;
                    }));

    first.complete("first");

    assertThatThrownBy(rejected::join).isInstanceOf(CompletionException.class).hasCause(rejection);
  }

  @Test
  void showsTheExecutorTheSameTasksAsEver() throws Exception {
    List<Runnable> tasks = new ArrayList<>();
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> stage =
        Requests.call("a", () -> first.thenApplyAsync(v -> Requests.current(), tasks::add));
    CompletableFuture<String> supplied =
        Requests.call("b", () -> CompletableFuture.supplyAsync(Requests::current, tasks::add));

    first.complete("first");

    assertThat(tasks)
        .allMatch(CompletableFuture.AsynchronousCompletionTask.class::isInstance)
        .map(task -> task.getClass().getName())
        .containsExactly(
            "java.util.concurrent.CompletableFuture$AsyncSupply",
            "java.util.concurrent.CompletableFuture$UniApply");
    tasks.forEach(Runnable::run);
    assertThat(stage.join()).isEqualTo("a");
    assertThat(supplied.join()).isEqualTo("b");
    assertThat(Requests.current()).isNull();
  }

  @Test
  void leavesWhatIsToldOfAFutureAsItIs() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    CompletableFuture<String> stage =
        Requests.call(
            "attacher",
            () -> {
              CompletableFuture<String> attached = first.thenApply(v -> v);
              first.thenApplyAsync(v -> v);
              return attached;
            });

    assertThat(first.getNumberOfDependents()).isEqualTo(2);
    assertThat(first.toString()).endsWith("[Not completed, 2 dependents]");
    assertThat(stage.toString()).endsWith("[Not completed]");
    stage.cancel(true);
    assertThat(stage).isCancelled();
    assertThat(first).isNotDone();
  }

  @Test
  void runsAStageOnceWhenSeveralThreadsCompleteWhatItWaitsFor() throws Exception {
    for (int i = 0; i < 1_000; i++) {
      List<String> seen = Collections.synchronizedList(new ArrayList<>());
      CompletableFuture<String> first = new CompletableFuture<>();
      CompletableFuture<String> second = new CompletableFuture<>();
      CompletableFuture<Void> both =
          Requests.call("attacher", () -> first.runAfterBoth(second, () -> note(seen)));
      CountDownLatch go = new CountDownLatch(1);
      Thread other =
          new Thread(
              () -> {
                go.countDown();
                first.complete("first");
              });
      other.start();
      go.await();
      second.complete("second");
      both.get(10, TimeUnit.SECONDS);
      other.join();
      assertThat(seen).containsExactly("attacher");
    }
  }

  /** A dependent stage without a context tells in which one the client's own last stage runs. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_24, disabledReason = "no such stage since Java 25")
  void keepsNoContextForTheStageThatEndsARequestOfTheJdksHttpClient() throws Exception {
    CompletableFuture<Void> answer = new CompletableFuture<>();
    HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
    server.createContext(
        "/",
        exchange -> {
          answer.orTimeout(10, TimeUnit.SECONDS).join();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    try {
      URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
      HttpRequest request = HttpRequest.newBuilder(uri).build();
      CompletableFuture<HttpResponse<Void>> response =
          Requests.call(
              "caller",
              () -> HttpClient.newHttpClient().sendAsync(request, BodyHandlers.discarding()));
      CompletableFuture<String> seen = response.thenApply(r -> "in " + Requests.current());
      answer.complete(null);

      assertThat(seen.get(10, TimeUnit.SECONDS)).isEqualTo("in null");
    } finally {
      server.stop(0);
    }
  }
}
