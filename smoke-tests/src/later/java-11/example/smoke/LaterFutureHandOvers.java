package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** What Java 9 has added to {@code CompletableFuture}. */
public final class LaterFutureHandOvers {
  private LaterFutureHandOvers() {}

  public static Map<String, HandOver> all() {
    Map<String, HandOver> ways = new LinkedHashMap<>();
    ways.put(
        "orTimeout",
        FutureHandOvers.stage(
            (f, call) ->
                new CompletableFuture<String>()
                    .orTimeout(1, TimeUnit.MILLISECONDS)
                    .exceptionally(call::apply)));
    ways.put(
        "completeOnTimeout",
        FutureHandOvers.stage(
            (f, call) ->
                new CompletableFuture<String>()
                    .completeOnTimeout("late", 1, TimeUnit.MILLISECONDS)
                    .thenApply(call)));
    ways.put(
        "completeAsync",
        FutureHandOvers.stage(
            (f, call) -> new CompletableFuture<String>().completeAsync(() -> call.apply(""))));
    ways.put(
        "delayedExecutor",
        call -> {
          FutureTask<String> task = new FutureTask<>(call);
          delayed().execute(task);
          return task.get();
        });
    ways.put(
        "supplyAsync on a delayedExecutor",
        FutureHandOvers.stage(
            (f, call) -> CompletableFuture.supplyAsync(() -> call.apply(""), delayed())));
    ways.put("copy", FutureHandOvers.stage((f, call) -> f.copy().thenApply(call)));
    return ways;
  }

  private static Executor delayed() {
    return CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS);
  }
}
