package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/** {@code CompletableFuture}, as of Java 8. Its stages are completed by a thread of no request. */
public final class FutureHandOvers {
  private static final Executor THREAD_PER_TASK = task -> new Thread(task).start();

  private FutureHandOvers() {}

  /** Attaches a stage that makes the call, and answers a future of its result. */
  interface Stage {
    CompletableFuture<String> attach(
        CompletableFuture<String> first, Function<Object, String> call);
  }

  public static Map<String, HandOver> all() {
    Map<String, HandOver> ways = new LinkedHashMap<>();
    ways.put(
        "supplyAsync on a thread per task",
        call -> {
          Function<Object, String> quiet = quiet(call);
          return CompletableFuture.supplyAsync(() -> quiet.apply(""), THREAD_PER_TASK).get();
        });
    ways.put("runAsync", call -> run(call, CompletableFuture::runAsync));
    ways.put(
        "runAsync on a thread per task",
        call -> run(call, task -> CompletableFuture.runAsync(task, THREAD_PER_TASK)));
    stages(ways);
    asynchronousStages(ways);
    return ways;
  }

  private static String run(
      Callable<String> call, Function<Runnable, CompletableFuture<Void>> running) throws Exception {
    CompletableFuture<String> result = new CompletableFuture<>();
    Function<Object, String> quiet = quiet(call);
    running.apply(() -> result.complete(quiet.apply(""))).get();
    return result.get();
  }

  private static void stages(Map<String, HandOver> ways) {
    ways.put("thenApply", stage((f, call) -> f.thenApply(call)));
    ways.put("thenAccept", stage((f, call) -> note(call, g -> f.thenAccept(g))));
    ways.put("thenRun", stage((f, call) -> note(call, g -> f.thenRun(() -> g.accept("")))));
    ways.put("handle", stage((f, call) -> f.handle((v, e) -> call.apply(v))));
    ways.put(
        "whenComplete", stage((f, call) -> note(call, g -> f.whenComplete((v, e) -> g.accept(v)))));
    ways.put(
        "thenCompose",
        stage((f, call) -> f.thenCompose(v -> CompletableFuture.completedFuture(call.apply(v)))));
    ways.put("thenCombine", stage((f, call) -> f.thenCombine(f.thenApply(v -> v), second(call))));
    ways.put("applyToEither", stage((f, call) -> f.applyToEither(new CompletableFuture<>(), call)));
    ways.put(
        "exceptionally",
        stage(
            (f, call) ->
                f.<String>thenApply(
                        v -> {
                          throw new IllegalStateException("on purpose");
                        })
                    .exceptionally(call::apply)));
    ways.put("allOf", stage((f, call) -> CompletableFuture.allOf(f, f).thenApply(call)));
    ways.put("anyOf", stage((f, call) -> CompletableFuture.anyOf(f, f).thenApply(call)));
  }

  private static void asynchronousStages(Map<String, HandOver> ways) {
    ways.put("thenApplyAsync of a later result", stage((f, call) -> f.thenApplyAsync(call)));
    ways.put(
        "thenApplyAsync on a thread per task",
        stage((f, call) -> f.thenApplyAsync(call, THREAD_PER_TASK)));
    ways.put(
        "handleAsync on a thread per task",
        stage((f, call) -> f.handleAsync((v, e) -> call.apply(v), THREAD_PER_TASK)));
    ways.put(
        "thenCombineAsync on a thread per task",
        stage((f, call) -> f.thenCombineAsync(f, second(call), THREAD_PER_TASK)));
  }

  private static BiFunction<Object, Object, String> second(Function<Object, String> call) {
    return (value, other) -> call.apply(other);
  }

  /** For stages that have no result of their own. */
  private static CompletableFuture<String> note(
      Function<Object, String> call, Consumer<Consumer<Object>> attaching) {
    CompletableFuture<String> result = new CompletableFuture<>();
    attaching.accept(value -> result.complete(call.apply(value)));
    return result;
  }

  static HandOver stage(Stage stage) {
    return call -> {
      CompletableFuture<String> first = new CompletableFuture<>();
      CompletableFuture<Boolean> attached = new CompletableFuture<>();
      new Thread(
              () -> {
                attached.join();
                first.complete("first");
              })
          .start();
      CompletableFuture<String> result = stage.attach(first, quiet(call));
      attached.complete(true);
      return result.get();
    };
  }

  private static Function<Object, String> quiet(Callable<String> call) {
    return ignored -> {
      try {
        return call.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }
}
