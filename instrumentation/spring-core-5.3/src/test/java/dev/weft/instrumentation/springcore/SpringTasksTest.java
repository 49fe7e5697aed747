package dev.weft.instrumentation.springcore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import dev.weft.testing.executor.Requests;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ConcurrentTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** Spring's executors and what runs on them; pools get the context as the JDK's do. */
class SpringTasksTest {
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private static void assertHandsOver(AsyncTaskExecutor executor) throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Runnable task = () -> seen.add(String.valueOf(Requests.current()));
    Requests.run("a", () -> executor.execute(task));
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
    Future<String> submitted = Requests.call("b", () -> executor.submit(Requests::current));
    assertThat(submitted.get(10, TimeUnit.SECONDS)).isEqualTo("b");
    executor.execute(task);
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
    weft.assertNoContextLeft();
  }

  @Test
  void handsTheContextOverToAThreadPerTask() throws Exception {
    SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
    assertHandsOver(executor);
    executor.setConcurrencyLimit(1);
    assertHandsOver(executor);
    executor.setThreadFactory(Thread::new);
    assertHandsOver(executor);
  }

  @Test
  void handsTheContextOverInPools() throws Exception {
    ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
    pool.initialize();
    assertHandsOver(pool);
    assertHandsOver(new ConcurrentTaskExecutor(pool.getThreadPoolExecutor()));
    pool.shutdown();
    ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
    scheduler.initialize();
    assertHandsOver(scheduler);
    CompletableFuture<String> delayed = new CompletableFuture<>();
    Requests.run(
        "a", () -> scheduler.schedule(() -> delayed.complete(Requests.current()), Instant.now()));
    assertThat(delayed.get(10, TimeUnit.SECONDS)).isEqualTo("a");
    scheduler.shutdown();
  }

  @Test
  void runsTheApplicationsDecoratorAroundTheTask() throws Exception {
    ThreadPoolTaskExecutor pool = new ThreadPoolTaskExecutor();
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    pool.setTaskDecorator(
        task -> {
          String submitter = String.valueOf(Requests.current());
          return () -> {
            seen.add(submitter + " to " + Requests.current());
            task.run();
          };
        });
    pool.initialize();
    assertHandsOver(pool);
    assertThat(seen).containsExactly("a to a", "b to b", "null to null");
    pool.shutdown();
  }

  @Test
  void handsTheContextOverToAsynchronousMethodsButNotToScheduledOnes() throws Exception {
    try (AnnotationConfigApplicationContext beans =
        Requests.call("start", () -> new AnnotationConfigApplicationContext(Beans.class))) {
      Work work = beans.getBean(Work.class);
      assertThat(Requests.call("a", work::inPool).get(10, TimeUnit.SECONDS)).isEqualTo("a");
      assertThat(Requests.call("b", work::onThread).get(10, TimeUnit.SECONDS)).isEqualTo("b");
      assertThat(work.inPool().get(10, TimeUnit.SECONDS)).isNull();
      assertThat(beans.getBean(Clockwork.class).seen.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
    }
  }

  @Configuration
  @EnableAsync
  @EnableScheduling
  static class Beans {
    @Bean
    Work work() {
      return new Work();
    }

    @Bean
    Clockwork clockwork() {
      return new Clockwork();
    }

    @Bean
    ThreadPoolTaskExecutor taskExecutor() {
      return new ThreadPoolTaskExecutor();
    }

    @Bean
    SimpleAsyncTaskExecutor threads() {
      return new SimpleAsyncTaskExecutor();
    }

    @Bean
    ThreadPoolTaskScheduler taskScheduler() {
      return new ThreadPoolTaskScheduler();
    }
  }

  static class Work {
    @Async("taskExecutor")
    public CompletableFuture<String> inPool() {
      return CompletableFuture.completedFuture(Requests.current());
    }

    @Async("threads")
    public CompletableFuture<String> onThread() {
      return CompletableFuture.completedFuture(Requests.current());
    }
  }

  static class Clockwork {
    final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

    @Scheduled(fixedRate = 1)
    public void tick() {
      seen.add(String.valueOf(Requests.current()));
    }
  }
}
