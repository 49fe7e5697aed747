package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.testing.WeftExtension;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PendingTasksTest {
  /** Comes before the first use of a context in this JVM, whichever test class is the first. */
  @RegisterExtension static final WeftExtension weft = WeftExtension.install();

  private static final ContextKey<String> KEY = ContextKey.named("test");

  private final PendingTasks tasks = new PendingTasks();
  private final Context one = Context.root().with(KEY, "one");
  private final Context two = Context.root().with(KEY, "two");
  private final Context three = Context.root().with(KEY, "three");
  private final Object here = new Object();
  private final Object there = new Object();

  /** Equal to every other one: identity is what counts. */
  private static final class Task {
    @Override
    public boolean equals(Object other) {
      return other instanceof Task;
    }

    @Override
    public int hashCode() {
      throw new AssertionError("an application's hashCode is called");
    }
  }

  private final Task task = new Task();

  @Test
  void givesATaskItsContextOnce() {
    tasks.add(task, here, one);
    assertThat(tasks.takeOldest(task, here)).isSameAs(one);
    assertThat(tasks.takeOldest(task, here)).isNull();
    assertThat(tasks.isEmpty()).isTrue();
  }

  @Test
  void tellsEqualTasksApart() {
    Task equal = new Task();
    tasks.add(task, here, one);
    tasks.add(equal, here, two);
    assertThat(tasks.takeOldest(equal, here)).isSameAs(two);
    assertThat(tasks.takeOldest(task, here)).isSameAs(one);
  }

  @Test
  void tellsPlacesApart() {
    tasks.add(task, here, one);
    tasks.add(task, there, two);
    assertThat(tasks.takeOldest(task, there)).isSameAs(two);
    assertThat(tasks.takeOldest(task, there)).isNull();
    assertThat(tasks.takeOldest(task, here)).isSameAs(one);
  }

  @Test
  void givesTheContextsOfATaskInTheOrderOfItsSubmissions() {
    assertThat(tasks.add(task, here, one)).isEqualTo(1);
    assertThat(tasks.add(task, here, two)).isEqualTo(2);
    assertThat(tasks.add(task, here, one)).isEqualTo(3);
    assertThat(tasks.takeOldest(task, here)).isSameAs(one);
    assertThat(tasks.takeOldest(task, here)).isSameAs(two);
    assertThat(tasks.takeOldest(task, here)).isSameAs(one);
    assertThat(tasks.takeOldest(task, here)).isNull();
    assertThat(tasks.isEmpty()).isTrue();
  }

  @Test
  void takesBackTheNewestSubmissionInAContext() {
    for (Context context : List.of(one, two, one, three)) {
      tasks.add(task, here, context);
    }
    assertThat(tasks.takeNewest(task, here, one)).isTrue();
    assertThat(tasks.takeOldest(task, here)).isSameAs(one);
    assertThat(tasks.takeNewest(task, here, one)).isFalse();
    assertThat(tasks.takeNewest(task, here, two)).isTrue();
    assertThat(tasks.takeOldest(task, here)).isSameAs(three);
    assertThat(tasks.takeNewest(task, here, three)).isFalse();
  }

  @Test
  void replacesAllSubmissionsByOne() {
    tasks.add(task, here, one);
    tasks.add(task, here, two);
    tasks.set(task, here, three);
    assertThat(tasks.takeOldest(task, here)).isSameAs(three);
    assertThat(tasks.isEmpty()).isTrue();
  }

  @Test
  void forgetsTheOldest() {
    for (Context context : List.of(one, two, three)) {
      tasks.add(task, here, context);
    }
    tasks.keepNewest(2, task, here);
    assertThat(tasks.takeOldest(task, here)).isSameAs(two);
    tasks.keepNewest(0, task, here);
    assertThat(tasks.isEmpty()).isTrue();
    tasks.keepNewest(0, task, here);
  }

  @Test
  void holdsManyTasks() {
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      many.add(new Task());
      tasks.add(many.get(i), here, i % 2 == 0 ? one : two);
    }
    assertThat(tasks.size()).isEqualTo(10_000);
    for (int i = 9_999; i >= 0; i--) {
      assertThat(tasks.takeOldest(many.get(i), here)).isSameAs(i % 2 == 0 ? one : two);
    }
    assertThat(tasks.isEmpty()).isTrue();
  }

  @Test
  void losesNothingBetweenThreads() throws InterruptedException {
    AtomicInteger taken = new AtomicInteger();
    CountDownLatch done = new CountDownLatch(4);
    for (int thread = 0; thread < 4; thread++) {
      new Thread(
              () -> {
                for (int i = 0; i < 50_000; i++) {
                  Object own = new Object();
                  tasks.add(own, here, one);
                  tasks.add(task, here, two);
                  taken.addAndGet(tasks.takeOldest(own, here) == one ? 1 : 0);
                  taken.addAndGet(tasks.takeOldest(task, here) == two ? 1 : 0);
                }
                done.countDown();
              })
          .start();
    }
    done.await();
    assertThat(taken).hasValue(400_000);
    assertThat(tasks.isEmpty()).isTrue();
  }

  @Test
  void keepsNoTaskAlive() {
    Object dropped = new Object();
    WeakReference<Object> seen = new WeakReference<>(dropped);
    tasks.add(dropped, here, one);
    dropped = null;
    // References are cleared and queued in their own time.
    for (int i = 0; i < 1000 && !tasks.isEmpty(); i++) {
      System.gc();
      Thread.onSpinWait();
      tasks.add(task, here, one);
      tasks.takeOldest(task, here);
    }
    assertThat(seen.get()).isNull();
    assertThat(tasks.isEmpty()).isTrue();
  }
}
