package dev.weft.instrumentation.springscheduling;

import dev.weft.tracing.scheduling.JobOperation;
import dev.weft.tracing.scheduling.JobTracing;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.ScheduledMethodRunnable;

/** Runs of methods that are {@code @Scheduled}. */
final class ScheduledRuns {
  static final String MODULE = "spring-scheduling-3.1";

  private static final JobTracing TRACING = new JobTracing(MODULE);

  private ScheduledRuns() {}

  static @Nullable JobOperation start(ScheduledMethodRunnable run) {
    Method method = run.getMethod();
    return TRACING.start(method.getDeclaringClass(), method.getName());
  }
}
