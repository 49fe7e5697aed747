package dev.weft.instrumentation.quartz;

import static io.opentelemetry.semconv.ErrorAttributes.ERROR_TYPE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.quartz.JobBuilder.newJob;
import static org.quartz.TriggerBuilder.newTrigger;

import dev.weft.testing.scheduling.JobContract;
import io.opentelemetry.api.trace.Span;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.quartz.Job;
import org.quartz.JobExecutionContext;
import org.quartz.JobExecutionException;
import org.quartz.JobListener;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.listeners.JobListenerSupport;
import org.quartz.simpl.RAMJobStore;
import org.quartz.simpl.SimpleThreadPool;

class QuartzTest extends JobContract {
  private Scheduler scheduler;

  @BeforeEach
  void start() throws SchedulerException {
    Properties properties = new Properties();
    properties.setProperty("org.quartz.threadPool.class", SimpleThreadPool.class.getName());
    properties.setProperty("org.quartz.threadPool.threadCount", "2");
    properties.setProperty("org.quartz.jobStore.class", RAMJobStore.class.getName());
    properties.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
    scheduler = new StdSchedulerFactory(properties).getScheduler();
    scheduler.start();
  }

  @AfterEach
  void stop() throws SchedulerException {
    scheduler.shutdown(true);
  }

  @Override
  protected void schedule(Runnable work) throws Exception {
    Invoices.work = work;
    Invoices.failure = null;
    runOnce();
  }

  private void runOnce() throws Exception {
    Invoices.ran = new CountDownLatch(1);
    scheduler.scheduleJob(newJob(Invoices.class).build(), newTrigger().startNow().build());
    assertThat(Invoices.ran.await(10, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  protected Class<?> job() {
    return Invoices.class;
  }

  @Override
  protected String method() {
    return "execute";
  }

  @Test
  void recordsWhatTheJobDeclaresToHaveFailed() throws Exception {
    Invoices.failure = new JobExecutionException("contract");
    runOnce();

    assertThat(weft.awaitSpan().getAttributes().get(ERROR_TYPE))
        .isEqualTo(JobExecutionException.class.getName());
  }

  @Test
  void hasAnotherTraceWhenTheJobWantsToRunAgainAtOnce() throws Exception {
    JobExecutionException again = new JobExecutionException("contract");
    again.setRefireImmediately(true);
    Invoices.work = () -> {};
    Invoices.failure = again;
    runOnce();

    assertThat(weft.awaitSpans(2)).extracting(span -> span.getTraceId()).doesNotHaveDuplicates();
  }

  @Test
  void leavesListenersOutside() throws Exception {
    List<Span> current = new CopyOnWriteArrayList<>();
    JobListener listener =
        new JobListenerSupport() {
          @Override
          public String getName() {
            return "contract";
          }

          @Override
          public void jobToBeExecuted(JobExecutionContext run) {
            current.add(Span.current());
          }

          @Override
          public void jobWasExecuted(JobExecutionContext run, JobExecutionException failure) {
            current.add(Span.current());
          }
        };
    scheduler.getListenerManager().addJobListener(listener);
    schedule(() -> {});
    scheduler.shutdown(true);

    weft.awaitSpan();
    assertThat(current).hasSize(2).allMatch(span -> !span.getSpanContext().isValid());
  }

  /** The job. */
  public static class Invoices implements Job {
    private static volatile Runnable work = () -> {};
    private static volatile JobExecutionException failure;
    private static volatile CountDownLatch ran = new CountDownLatch(0);

    @Override
    public void execute(JobExecutionContext run) throws JobExecutionException {
      JobExecutionException thrown = failure;
      try {
        if (thrown != null) {
          failure = null;
          throw thrown;
        }
        work.run();
      } finally {
        ran.countDown();
      }
    }
  }
}
