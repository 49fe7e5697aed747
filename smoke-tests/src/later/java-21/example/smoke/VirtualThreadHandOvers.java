package example.smoke;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.locks.LockSupport;

/** Virtual threads and thread-per-task executors. */
public final class VirtualThreadHandOvers {
  private VirtualThreadHandOvers() {}

  private interface Start {
    void start(Runnable task);
  }

  public static Map<String, HandOver> all() {
    Map<String, HandOver> ways = new LinkedHashMap<>();
    ways.put("startVirtualThread", call -> through(Thread::startVirtualThread, call));
    ways.put("ofVirtual().start", call -> through(Thread.ofVirtual()::start, call));
    ways.put(
        "ofVirtual().unstarted",
        call -> through(task -> Thread.ofVirtual().unstarted(task).start(), call));
    ways.put(
        "ofVirtual().factory",
        call -> through(task -> Thread.ofVirtual().factory().newThread(task).start(), call));
    ways.put("a virtual thread that is parked", VirtualThreadHandOvers::parked);
    ways.put("a virtual thread in a monitor", VirtualThreadHandOvers::inMonitor);
    ways.put(
        "newVirtualThreadPerTaskExecutor",
        call -> submitted(Executors.newVirtualThreadPerTaskExecutor(), call));
    ways.put(
        "newThreadPerTaskExecutor, platform",
        call ->
            submitted(Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory()), call));
    ways.put(
        "newThreadPerTaskExecutor, virtual",
        call -> submitted(Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory()), call));
    return ways;
  }

  private static String through(Start start, Callable<String> call) throws Exception {
    FutureTask<String> task = new FutureTask<>(call);
    start.start(task);
    return task.get();
  }

  /** Woken up by a thread of no request. */
  private static String parked(Callable<String> call) throws Exception {
    CountDownLatch parks = new CountDownLatch(1);
    FutureTask<String> task =
        new FutureTask<>(
            () -> {
              parks.countDown();
              LockSupport.park();
              return call.call();
            });
    Thread parked = Thread.startVirtualThread(task);
    parks.await();
    Thread.ofPlatform().start(() -> LockSupport.unpark(parked));
    return task.get();
  }

  private static String inMonitor(Callable<String> call) throws Exception {
    Object monitor = new Object();
    return through(
        Thread::startVirtualThread,
        () -> {
          synchronized (monitor) {
            return call.call();
          }
        });
  }

  private static String submitted(ExecutorService executor, Callable<String> call)
      throws Exception {
    try (executor) {
      return executor.submit(call).get();
    }
  }
}
