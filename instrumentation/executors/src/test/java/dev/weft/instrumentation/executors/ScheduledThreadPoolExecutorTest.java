package dev.weft.instrumentation.executors;

import dev.weft.testing.executor.ScheduledExecutorContract;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

class ScheduledThreadPoolExecutorTest extends ScheduledExecutorContract {

  @Override
  protected ScheduledExecutorService scheduler() {
    return Executors.newScheduledThreadPool(1);
  }
}
