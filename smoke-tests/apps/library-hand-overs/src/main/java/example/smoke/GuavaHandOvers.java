package example.smoke;

import static com.google.common.util.concurrent.MoreExecutors.directExecutor;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.ListenableFuture;
import com.google.common.util.concurrent.ListeningExecutorService;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import com.google.common.util.concurrent.Uninterruptibles;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/** The ways of Guava's futures, which a thread outside of any request completes, and executors. */
public final class GuavaHandOvers {
  private final Workers workers = new Workers();
  private final ExecutorService pool = Executors.newFixedThreadPool(1, workers);

  private GuavaHandOvers() {}

  public static Map<String, HandOver> all() {
    GuavaHandOvers guava = new GuavaHandOvers();
    Map<String, HandOver> ways = new LinkedHashMap<>();
    ways.put("Guava addListener", guava::addListener);
    ways.put("Guava transformAsync", guava::transform);
    ways.put("Guava whenAllComplete", guava::whenAllComplete);
    ways.put("Guava listeningDecorator", guava::listening);
    ways.put("Guava SequentialExecutor", guava::sequential);
    ways.put("Guava's threads at their end", guava.workers.end(guava.pool::shutdown));
    return ways;
  }

  private String addListener(Callable<String> call) throws Exception {
    SettableFuture<String> future = SettableFuture.create();
    FutureTask<String> task = new FutureTask<>(call);
    future.addListener(task::run, directExecutor());
    workers.outside(() -> future.set(""));
    return task.get();
  }

  private String transform(Callable<String> call) throws Exception {
    SettableFuture<String> future = SettableFuture.create();
    ListenableFuture<String> transformed =
        Futures.transformAsync(
            future, ignored -> Futures.immediateFuture(call.call()), directExecutor());
    workers.outside(() -> future.set(""));
    return transformed.get();
  }

  private String whenAllComplete(Callable<String> call) throws Exception {
    SettableFuture<String> future = SettableFuture.create();
    ListenableFuture<String> both =
        Futures.whenAllComplete(future, Futures.immediateFuture("")).call(call, directExecutor());
    workers.outside(() -> future.set(""));
    return both.get();
  }

  private String listening(Callable<String> call) throws Exception {
    ListeningExecutorService listening = MoreExecutors.listeningDecorator(pool);
    return listening.submit(call).get();
  }

  /** Behind a task from outside, whose thread goes on with this one. */
  private String sequential(Callable<String> call) throws Exception {
    Executor sequential = MoreExecutors.newSequentialExecutor(pool);
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch queued = new CountDownLatch(1);
    workers.outside(
        () ->
            sequential.execute(
                () -> {
                  busy.countDown();
                  Uninterruptibles.awaitUninterruptibly(queued);
                }));
    busy.await();
    FutureTask<String> task = new FutureTask<>(call);
    sequential.execute(task::run);
    queued.countDown();
    return task.get();
  }
}
