package dev.weft.instrumentation.threads;

import dev.weft.testing.executor.ExecutorContract;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** With platform threads. */
@EnabledForJreRange(min = JRE.JAVA_21)
class ThreadPerTaskExecutorTest extends ExecutorContract {
  @Override
  protected ExecutorService newExecutor() {
    return NewThreads.executor(Executors.defaultThreadFactory());
  }
}
