package dev.weft.instrumentation.jettyutil;

import dev.weft.testing.executor.ExecutorContract;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

class QueuedThreadPoolTest extends ExecutorContract {

  @Override
  protected ExecutorService newExecutor() {
    return new JettyExecutorService();
  }

  /** Jetty's pool, which is an executor only, with the methods of a service around. */
  private static final class JettyExecutorService extends AbstractExecutorService {
    private final QueuedThreadPool pool = new QueuedThreadPool(4, 1);

    JettyExecutorService() {
      pool.setReservedThreads(0);
      try {
        pool.start();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void execute(Runnable task) {
      pool.execute(task);
    }

    @Override
    public void shutdown() {
      try {
        pool.stop();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public List<Runnable> shutdownNow() {
      shutdown();
      return List.of();
    }

    @Override
    public boolean isShutdown() {
      return !pool.isRunning();
    }

    @Override
    public boolean isTerminated() {
      return pool.isStopped();
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
      return isTerminated();
    }
  }
}
