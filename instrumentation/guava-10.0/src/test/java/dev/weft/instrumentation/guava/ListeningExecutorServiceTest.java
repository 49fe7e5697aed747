package dev.weft.instrumentation.guava;

import com.google.common.util.concurrent.MoreExecutors;
import dev.weft.testing.executor.QueueingExecutorContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

class ListeningExecutorServiceTest extends QueueingExecutorContract {

  @Override
  protected ExecutorService singleThread() {
    return MoreExecutors.listeningDecorator(Executors.newFixedThreadPool(1));
  }
}
