package example.smoke;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** The ways of the JDK's pools, those of Java 8. */
final class PoolHandOvers {
  private final Map<String, HandOver> ways = new LinkedHashMap<>();

  private PoolHandOvers() {}

  static Map<String, HandOver> all() {
    PoolHandOvers all = new PoolHandOvers();
    all.anyService("ThreadPoolExecutor", Executors.newFixedThreadPool(1));
    all.anyService("single thread executor", Executors.newSingleThreadExecutor());
    all.anyService("ForkJoinPool", new ForkJoinPool(2));
    all.anyService("ScheduledThreadPoolExecutor", Executors.newScheduledThreadPool(1));
    all.scheduler("ScheduledThreadPoolExecutor", Executors.newScheduledThreadPool(1));
    if (ScheduledExecutorService.class.isAssignableFrom(ForkJoinPool.class)) {
      // Since Java 25.
      all.scheduler("ForkJoinPool", (ScheduledExecutorService) (Object) new ForkJoinPool(1));
    }
    all.rejection();
    all.forks();
    return all.ways;
  }

  private void anyService(String name, ExecutorService service) {
    ways.put(
        name + ".execute",
        call -> {
          FutureTask<String> task = new FutureTask<>(call);
          service.execute(task::run);
          return task.get();
        });
    ways.put(name + ".submit", call -> service.submit(call).get());
    ways.put(
        name + ".invokeAll", call -> service.invokeAll(Arrays.asList(call, call)).get(1).get());
    ways.put(name + ".invokeAny", call -> service.invokeAny(Arrays.asList(call, call)));
    ways.put(
        "ExecutorCompletionService on " + name,
        call -> {
          ExecutorCompletionService<String> completion = new ExecutorCompletionService<>(service);
          completion.submit(call);
          return completion.take().get();
        });
    ways.put(
        "supplyAsync on " + name,
        call -> CompletableFuture.supplyAsync(quiet(call), service).get());
  }

  private void scheduler(String name, ScheduledExecutorService scheduler) {
    ways.put(name + ".schedule", call -> scheduler.schedule(call, 1, TimeUnit.MILLISECONDS).get());
  }

  private void rejection() {
    ways.put("CallerRunsPolicy", call -> whenFull(new ThreadPoolExecutor.CallerRunsPolicy(), call));
    ways.put(
        "DiscardOldestPolicy",
        call -> whenFull(new ThreadPoolExecutor.DiscardOldestPolicy(), call));
    ways.put(
        "a handler that puts into the queue",
        call ->
            whenFull(
                (task, pool) -> {
                  boolean unused = pool.getQueue().poll() != null && pool.getQueue().offer(task);
                },
                call));
  }

  /** Through a pool that is busy and has its queue full. */
  private static String whenFull(RejectedExecutionHandler handler, Callable<String> call)
      throws Exception {
    ThreadPoolExecutor pool =
        new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(1), handler);
    CountDownLatch go = new CountDownLatch(1);
    pool.submit(() -> go.await(10, TimeUnit.SECONDS));
    pool.execute(() -> {});
    FutureTask<String> task = new FutureTask<>(call);
    pool.execute(task::run);
    go.countDown();
    pool.shutdown();
    return task.get();
  }

  private void forks() {
    ForkJoinPool pool = new ForkJoinPool(2);
    ways.put("RecursiveTask", call -> pool.invoke(new Tree(quiet(call), 3)));
    ways.put("ForkJoinTask.fork", call -> ForkJoinTask.adapt(call).fork().get());
    ways.put("ForkJoinTask.invoke", call -> ForkJoinTask.adapt(call).invoke());
    ways.put("supplyAsync", call -> CompletableFuture.supplyAsync(quiet(call)).get());
    ways.put(
        "thenApplyAsync",
        call ->
            CompletableFuture.supplyAsync(() -> "")
                .thenApplyAsync(ignored -> quiet(call).get())
                .get());
    ways.put(
        "parallel stream",
        call ->
            IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> quiet(call).get())
                .distinct()
                .reduce("", String::concat));
  }

  /** A tree whose leaves make the call; the answer is that of all leaves, if it is the same. */
  private static final class Tree extends RecursiveTask<String> {
    private static final long serialVersionUID = 1;
    private final transient Supplier<String> call;
    private final int depth;

    Tree(Supplier<String> call, int depth) {
      this.call = call;
      this.depth = depth;
    }

    @Override
    protected String compute() {
      if (depth == 0) {
        return call.get();
      }
      Tree left = new Tree(call, depth - 1);
      Tree right = new Tree(call, depth - 1);
      invokeAll(left, right);
      return left.join().equals(right.join()) ? left.join() : left.join() + right.join();
    }
  }

  private static Supplier<String> quiet(Callable<String> call) {
    return () -> {
      try {
        return call.call();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    };
  }
}
