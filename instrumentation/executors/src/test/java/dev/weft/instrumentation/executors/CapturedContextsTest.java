package dev.weft.instrumentation.executors;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.lang.ref.WeakReference;
import org.junit.jupiter.api.Test;

class CapturedContextsTest {
  private static final ContextKey<String> KEY = ContextKey.named("test");

  private final CapturedContexts contexts = new CapturedContexts();
  private final Context one = Context.root().with(KEY, "one");
  private final Context other = Context.root().with(KEY, "other");

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
    contexts.add(task, one);
    assertThat(contexts.take(task)).isSameAs(one);
    assertThat(contexts.take(task)).isNull();
    assertThat(contexts.size()).isZero();
  }

  @Test
  void tellsEqualTasksApart() {
    Task equal = new Task();
    contexts.add(task, one);
    contexts.add(equal, other);
    assertThat(contexts.take(equal)).isSameAs(other);
    assertThat(contexts.take(task)).isSameAs(one);
  }

  @Test
  void givesEachRunOfATaskTheContextOfAllItsSubmissions() {
    contexts.add(task, one);
    contexts.add(task, one);
    assertThat(contexts.take(task)).isSameAs(one);
    assertThat(contexts.take(task)).isSameAs(one);
    assertThat(contexts.take(task)).isNull();
  }

  @Test
  void givesNoneOfThemAwayWhenOneTaskWasSubmittedInTwoContexts() {
    contexts.add(task, one);
    contexts.add(task, other);
    assertThat(contexts.take(task)).isNull();
    // Whose run is this one? Still unknown, so the third submission cannot have it either.
    contexts.add(task, other);
    assertThat(contexts.take(task)).isNull();
    assertThat(contexts.take(task)).isNull();
    assertThat(contexts.size()).isZero();

    contexts.add(task, one);
    assertThat(contexts.take(task)).isSameAs(one);
  }

  @Test
  void replacesTheContextOfATaskThatIsPendingOnce() {
    contexts.set(task, one);
    contexts.set(task, other);
    assertThat(contexts.take(task)).isSameAs(other);
    assertThat(contexts.take(task)).isNull();
  }

  @Test
  void forgetsWhatIsWithdrawn() {
    contexts.add(task, one);
    contexts.withdraw(task);
    assertThat(contexts.take(task)).isNull();
  }

  @Test
  void keepsNoTaskAlive() throws InterruptedException {
    Object dropped = new Object();
    WeakReference<Object> seen = new WeakReference<>(dropped);
    contexts.add(dropped, one);
    dropped = null;
    // References are cleared and queued in their own time.
    for (int i = 0; i < 1000 && contexts.size() > 0; i++) {
      System.gc();
      Thread.onSpinWait();
      contexts.add(task, one);
      contexts.withdraw(task);
    }
    assertThat(seen.get()).isNull();
    assertThat(contexts.size()).isZero();
  }
}
