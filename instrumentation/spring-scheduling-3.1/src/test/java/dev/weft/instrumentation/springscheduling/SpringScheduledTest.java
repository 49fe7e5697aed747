package dev.weft.instrumentation.springscheduling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.scheduling.JobContract;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.annotation.ScheduledAnnotationBeanPostProcessor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.scheduling.support.CronTrigger;

class SpringScheduledTest extends JobContract {

  @Override
  protected void schedule(Runnable work) throws Exception {
    Invoices.work = work;
    Invoices.ran = new CountDownLatch(1);
    GenericApplicationContext context = new GenericApplicationContext();
    context.registerBeanDefinition(
        "scheduled", new RootBeanDefinition(ScheduledAnnotationBeanPostProcessor.class));
    context.registerBeanDefinition("invoices", new RootBeanDefinition(Invoices.class));
    context.refresh();
    try {
      assertThat(Invoices.ran.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      context.close();
    }
  }

  @Override
  protected Class<?> job() {
    return Invoices.class;
  }

  @Override
  protected String method() {
    return "send";
  }

  @Test
  void leavesTheContextOfTheRequestThatScheduledATriggerBehind() throws Exception {
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.initialize();
    CompletableFuture<Context> seen = new CompletableFuture<>();
    Span request = weft.tracer().spanBuilder("request").startSpan();
    try (Scope unused = request.makeCurrent()) {
      scheduler.schedule(
          () -> {
            seen.complete(Context.current());
          },
          new CronTrigger("* * * * * *"));
      assertThat(Span.current()).isSameAs(request);
    } finally {
      request.end();
    }

    assertThat(seen.get(10, TimeUnit.SECONDS)).isSameAs(Context.root());
    scheduler.shutdown();
  }

  /** A bean with a job that is due at once and never again. */
  public static class Invoices {
    private static volatile Runnable work = () -> {};
    private static volatile CountDownLatch ran = new CountDownLatch(0);

    /** The job. */
    @Scheduled(fixedDelay = 1_000_000)
    public void send() {
      try {
        work.run();
      } finally {
        ran.countDown();
      }
    }
  }
}
