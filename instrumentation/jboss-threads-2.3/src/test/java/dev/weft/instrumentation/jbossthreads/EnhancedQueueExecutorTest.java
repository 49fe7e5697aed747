package dev.weft.instrumentation.jbossthreads;

import dev.weft.testing.executor.QueueingExecutorContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.LockSupport;
import org.jboss.threads.EnhancedQueueExecutor;
import org.junit.jupiter.api.AfterEach;

class EnhancedQueueExecutorTest extends QueueingExecutorContract {

  @Override
  protected ExecutorService singleThread() {
    return new EnhancedQueueExecutor.Builder().setCorePoolSize(1).setMaximumPoolSize(1).build();
  }

  /**
   * The pool's {@code awaitTermination} takes any permit for the end of its waiting, such as one
   * that an interrupt in a test has left.
   */
  @AfterEach
  void takeLeftPermit() {
    LockSupport.parkNanos(1);
  }
}
