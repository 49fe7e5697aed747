package dev.weft.instrumentation.nettycommon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.executor.QueueingExecutorContract;
import dev.weft.testing.executor.Requests;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.util.HashedWheelTimer;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventLoopTest extends QueueingExecutorContract {

  @Override
  protected ExecutorService singleThread() {
    return new NioEventLoopGroup(1).next();
  }

  @Override
  protected boolean stopsRunningTasks() {
    return false;
  }

  private EventExecutorGroup loop() {
    return (EventExecutorGroup) executor();
  }

  @Test
  void handsTheContextOverToDelayedTasks() throws Exception {
    List<ScheduledFuture<String>> delayed =
        List.of(
            Requests.call("a", () -> loop().schedule(Requests::current, 1, TimeUnit.MILLISECONDS)),
            loop().schedule(Requests::current, 1, TimeUnit.MILLISECONDS));
    assertThat(delayed.get(0).get(10, TimeUnit.SECONDS)).isEqualTo("a");
    assertThat(delayed.get(1).get(10, TimeUnit.SECONDS)).isNull();
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Runnable task = () -> seen.add(String.valueOf(Requests.current()));
    Requests.run("b", () -> loop().schedule(task, 1, TimeUnit.MILLISECONDS));
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("b");
  }

  @Test
  void runsRepeatedTasksInTheRootContext() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Runnable task = () -> seen.add(String.valueOf(Requests.current()));
    ScheduledFuture<?> repeated =
        Requests.call("a", () -> loop().scheduleAtFixedRate(task, 0, 1, TimeUnit.MILLISECONDS));
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
    repeated.cancel(false);
  }

  @Test
  void handsTheContextOverFromTheLoopToItself() throws Exception {
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Requests.run(
        "a",
        () ->
            loop()
                .execute(() -> loop().execute(() -> seen.add(String.valueOf(Requests.current())))));
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
  }

  @Test
  void handsTheContextOverInOtherExecutors() throws Exception {
    EventExecutorGroup group = new DefaultEventExecutorGroup(1);
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Runnable task = () -> seen.add(String.valueOf(Requests.current()));
    Requests.run("a", () -> group.submit(task));
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("a");
    Requests.run("b", () -> GlobalEventExecutor.INSTANCE.execute(task));
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("b");
    GlobalEventExecutor.INSTANCE.execute(task);
    assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("null");
    group.shutdownGracefully(0, 0, TimeUnit.SECONDS).get(10, TimeUnit.SECONDS);
  }

  @Test
  void runsATimersTasksInTheRootContext() throws Exception {
    HashedWheelTimer timer = new HashedWheelTimer(1, TimeUnit.MILLISECONDS);
    CountDownLatch ran = new CountDownLatch(1);
    BlockingQueue<String> seen = new LinkedBlockingQueue<>();
    Requests.run(
        "a",
        () ->
            timer.newTimeout(
                timeout -> {
                  seen.add(String.valueOf(Requests.current()));
                  ran.countDown();
                },
                1,
                TimeUnit.MILLISECONDS));
    assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(seen).containsExactly("null");
    timer.stop();
  }
}
