package example.old;

import java.util.Date;
import java.util.Properties;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.quartz.Job;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SimpleTrigger;
import org.quartz.impl.StdSchedulerFactory;
import org.springframework.scheduling.concurrent.ConcurrentTaskScheduler;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Scheduled jobs, and a reactive chain. */
final class Jobs {
  private static final BlockingQueue<String> RAN = new ArrayBlockingQueue<>(2);

  private Jobs() {}

  static String quartz() throws Exception {
    Properties settings = new Properties();
    settings.put("org.quartz.scheduler.instanceName", "old");
    settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
    settings.put("org.quartz.threadPool.class", "org.quartz.simpl.SimpleThreadPool");
    settings.put("org.quartz.threadPool.threadCount", "1");
    Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
    scheduler.scheduleJob(new JobDetail("job", Noting.class), new SimpleTrigger("now"));
    scheduler.start();
    try {
      return await();
    } finally {
      scheduler.shutdown(true);
    }
  }

  /** A job that says that it ran. */
  public static final class Noting implements Job {
    @Override
    public void execute(JobExecutionContext context) {
      RAN.add(context.getJobDetail().getFullName());
    }
  }

  static String spring() throws InterruptedException {
    new ConcurrentTaskScheduler()
        .schedule(
            () -> RAN.add("ran"),
            triggered -> triggered.lastScheduledExecutionTime() == null ? new Date() : null);
    return await();
  }

  private static String await() throws InterruptedException {
    return String.valueOf(RAN.poll(30, TimeUnit.SECONDS));
  }

  static String reactor() {
    return Flux.just("a", "b")
        .publishOn(Schedulers.single())
        .reduce((left, right) -> left + right)
        .block();
  }
}
