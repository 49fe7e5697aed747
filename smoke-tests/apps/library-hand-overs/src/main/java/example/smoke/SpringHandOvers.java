package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.springframework.core.task.AsyncListenableTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** The ways of Spring's executor that starts a thread for each task. */
public final class SpringHandOvers {
  private final Map<String, HandOver> ways = new LinkedHashMap<>();

  private SpringHandOvers() {}

  public static Map<String, HandOver> all() {
    Workers workers = new Workers();
    SpringHandOvers spring = new SpringHandOvers();
    spring.executor("Spring SimpleAsyncTaskExecutor", new SimpleAsyncTaskExecutor());
    spring.executor(
        "Spring SimpleAsyncTaskExecutor with threads of the application",
        new SimpleAsyncTaskExecutor(workers));
    spring.ways.put("Spring's threads at their end", workers.end(() -> {}));
    return spring.ways;
  }

  private void executor(String name, AsyncListenableTaskExecutor executor) {
    ways.put(
        name + ".execute",
        call -> {
          FutureTask<String> task = new FutureTask<>(call);
          executor.execute(task::run);
          return task.get();
        });
    ways.put(name + ".submit", call -> executor.submit(call).get());
    ways.put(name + ".submitListenable", call -> executor.submitListenable(call).get());
  }
}
