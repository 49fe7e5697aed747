package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/** Threads on which the application calls {@code start()}: handed over to on request only. */
public final class ThreadHandOvers {
  private static final boolean REQUESTED =
      Boolean.getBoolean("otel.instrumentation.thread-start.enabled");

  private ThreadHandOvers() {}

  public static Map<String, HandOver> all() {
    Map<String, HandOver> ways = new LinkedHashMap<>();
    ways.put(
        "Thread.start",
        call ->
            REQUESTED ? throughThread(call) : Elsewhere.unlessInRequest(throughThread(call), call));
    return ways;
  }

  private static String throughThread(Callable<String> call) throws Exception {
    FutureTask<String> task = new FutureTask<>(call);
    new Thread(task).start();
    return task.get();
  }
}
