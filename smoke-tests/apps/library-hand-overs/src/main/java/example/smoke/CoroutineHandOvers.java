package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import kotlinx.coroutines.CoroutineDispatcher;
import kotlinx.coroutines.CoroutineStart;
import kotlinx.coroutines.Dispatchers;
import kotlinx.coroutines.ExecutorsKt;
import kotlinx.coroutines.GlobalScope;
import kotlinx.coroutines.future.FutureKt;

/** The ways of Kotlin's coroutines that Java can start. */
public final class CoroutineHandOvers {
  private CoroutineHandOvers() {}

  public static Map<String, HandOver> all() {
    Workers workers = new Workers();
    ExecutorService pool = Executors.newFixedThreadPool(1, workers);
    CoroutineDispatcher dispatcher = ExecutorsKt.from(pool);
    Map<String, HandOver> ways = new LinkedHashMap<>();
    ways.put("Coroutines Dispatchers.Default", call -> launch(Dispatchers.getDefault(), call));
    ways.put("Coroutines Dispatchers.IO", call -> launch(Dispatchers.getIO(), call));
    ways.put("Coroutines on an executor", call -> launch(dispatcher, call));
    ways.put("Coroutines' threads at their end", workers.end(pool::shutdown));
    return ways;
  }

  private static String launch(CoroutineDispatcher dispatcher, Callable<String> call)
      throws Exception {
    FutureTask<String> task = new FutureTask<>(call);
    FutureKt.future(
            GlobalScope.INSTANCE,
            dispatcher,
            CoroutineStart.DEFAULT,
            (scope, continuation) -> {
              task.run();
              return "";
            })
        .get();
    return task.get();
  }
}
