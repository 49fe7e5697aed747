package dev.weft.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ThreadContextsTest {
  private static final ContextKey<String> NAME = ContextKey.named("name");

  /** Not installed: the JVM may have used contexts before this test. */
  private final ContextStorage contexts = new ThreadContexts();

  private static Context context(String name) {
    return Context.root().with(NAME, name);
  }

  private static Context contextOn(FutureTask<Context> task, Thread thread) throws Exception {
    thread.start();
    return task.get(10, TimeUnit.SECONDS);
  }

  @Test
  void letsAThreadBeginInTheContextThatItWasGiven() throws Exception {
    Context given = context("given");
    FutureTask<Context> seen = new FutureTask<>(contexts::current);
    Thread thread = new Thread(seen);
    assertThat(ThreadContexts.give(thread, given)).isTrue();
    assertThat(ThreadContexts.give(thread, context("later"))).isFalse();

    assertThat(contextOn(seen, thread)).isSameAs(given);
    assertThat(contexts.current()).isNull();
  }

  @Test
  void takesAContextBack() throws Exception {
    FutureTask<Context> seen = new FutureTask<>(contexts::current);
    Thread thread = new Thread(seen);
    ThreadContexts.give(thread, context("given"));
    ThreadContexts.withdraw(thread);

    assertThat(contextOn(seen, thread)).isNull();
  }

  @Test
  void returnsToTheContextBeforeAScope() {
    Context outer = context("outer");
    Context inner = context("inner");
    try (Scope unused = contexts.attach(outer)) {
      try (Scope alsoUnused = contexts.attach(inner)) {
        assertThat(contexts.current()).isSameAs(inner);
      }
      assertThat(contexts.current()).isSameAs(outer);
    }
    assertThat(contexts.current()).isNull();
  }

  @Test
  void closesAScopeOnce() {
    Scope first = contexts.attach(context("first"));
    first.close();
    Context second = context("second");
    try (Scope unused = contexts.attach(second)) {
      first.close();
      assertThat(contexts.current()).isSameAs(second);
    }
  }

  @Test
  void leavesTheContextAloneWhenAScopeInsideIsStillOpen() {
    Scope outer = contexts.attach(context("outer"));
    Context inner = context("inner");
    Scope stillOpen = contexts.attach(inner);
    outer.close();
    assertThat(contexts.current()).isSameAs(inner);
    stillOpen.close();
    outer.close();
    assertThat(contexts.current()).isNull();
  }

  @Test
  void replacesAContextWhateverScopesAreOpen() throws Exception {
    // On a thread of its own, which has no context at first.
    FutureTask<Context> last = new FutureTask<>(this::replaceContexts);
    assertThat(contextOn(last, new Thread(last))).isSameAs(Context.root());
  }

  private Context replaceContexts() {
    Context first = context("first");
    assertThat(ThreadContexts.replace(first)).isSameAs(Context.root());
    Context second = context("second");
    try (Scope unused = contexts.attach(second)) {
      assertThat(ThreadContexts.replace(first)).isSameAs(second);
    }
    assertThat(ThreadContexts.replace(Context.root())).isSameAs(first);
    return contexts.current();
  }

  @Test
  void changesNothingForTheContextThatIsCurrent() {
    Context context = context("current");
    try (Scope unused = contexts.attach(context)) {
      contexts.attach(context).close();
      contexts.attach(null).close();
      assertThat(contexts.current()).isSameAs(context);
    }
  }
}
