package dev.weft.instrumentation.quartz;

import dev.weft.tracing.WeakMap;
import dev.weft.tracing.scheduling.JobOperation;
import dev.weft.tracing.scheduling.JobTracing;
import org.jspecify.annotations.Nullable;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.SchedulerException;

/** The runs that are going on. */
final class QuartzRuns {
  static final String MODULE = "quartz-2.0";

  private static final JobTracing TRACING = new JobTracing(MODULE);

  /** By the context that Quartz makes for each run. */
  private static final WeakMap<JobExecutionContext, JobOperation> RUNS = new WeakMap<>();

  private QuartzRuns() {}

  static void start(JobExecutionContext run) {
    JobOperation operation = TRACING.start(run.getJobDetail().getJobClass(), "execute");
    if (operation != null) {
      RUNS.put(run, operation);
    }
  }

  static void end(JobExecutionContext run, @Nullable JobExecutionException failure) {
    JobOperation operation = RUNS.remove(run);
    if (operation != null) {
      operation.end(failure == null ? null : thrown(failure));
    }
  }

  /** Quartz wraps, twice, what it does not expect of a job. */
  private static Throwable thrown(JobExecutionException failure) {
    Throwable wrapper = failure.getCause();
    Throwable unexpected = wrapper != null && isQuartzs(wrapper) ? wrapper.getCause() : null;
    return unexpected == null ? failure : unexpected;
  }

  private static boolean isQuartzs(Throwable wrapper) {
    // Since 2.4 it has a class of its own, which earlier versions do not know.
    return wrapper.getClass() == SchedulerException.class
        || wrapper.getClass().getName().equals("org.quartz.core.JobExecutionProcessException");
  }
}
