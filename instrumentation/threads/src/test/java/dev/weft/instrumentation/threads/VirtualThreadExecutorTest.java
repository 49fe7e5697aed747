package dev.weft.instrumentation.threads;

import dev.weft.testing.executor.ExecutorContract;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualThreadExecutorTest extends ExecutorContract {
  @Override
  protected ExecutorService newExecutor() {
    return NewThreads.virtualExecutor();
  }
}
