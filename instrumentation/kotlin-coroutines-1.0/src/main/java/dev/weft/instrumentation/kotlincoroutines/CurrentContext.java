package dev.weft.instrumentation.kotlincoroutines;

import io.opentelemetry.context.Context;
import kotlin.coroutines.AbstractCoroutineContextElement;
import kotlin.coroutines.ContinuationInterceptor;
import kotlin.coroutines.CoroutineContext;
import kotlinx.coroutines.ThreadContextElement;
import org.jspecify.annotations.Nullable;

/**
 * The context that is current in a coroutine. It becomes the thread's when the coroutine is resumed
 * there, and what the coroutine has made current until it suspends is kept for its next resumption.
 *
 * <p>Between the two there is a race: whoever is to resume a coroutine may do so on another thread
 * before the first has left it. So what is current is noted <i>before</i> the coroutine can be
 * resumed, and what the first thread leaves in the end is its own run's affair.
 */
final class CurrentContext extends AbstractCoroutineContextElement
    implements ThreadContextElement<CurrentContext.@Nullable Run> {
  private static final CoroutineContext.Key<CurrentContext> KEY =
      new CoroutineContext.Key<CurrentContext>() {
        @Override
        public String toString() {
          return "weft";
        }
      };

  /**
   * Whether elements are restored in reverse order, so since 1.4.3; asked of a class of 1.6. Before
   * that, this one must precede the others in the whole of a context, not in what is added only.
   */
  private static final boolean NESTS = isPresent("kotlinx.coroutines.CopyableThreadContextElement");

  private volatile Run latest;

  private CurrentContext(Context context) {
    super(KEY);
    latest = new Run(null, Context.root(), context);
  }

  private static boolean isPresent(String className) {
    try {
      Class.forName(className, false, ThreadContextElement.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  /**
   * A new coroutine's context with what is current here and now. It comes before all other
   * elements, so that those of the application that make something current have the last word.
   */
  static CoroutineContext captureIn(CoroutineContext coroutine) {
    return new CurrentContext(Context.current()).plus(coroutine.minusKey(KEY));
  }

  /**
   * What is to be added to a coroutine's context for a block that may run on another thread, before
   * the coroutine has suspended here. On the same thread it goes on with what it has, and the
   * elements stay the same ones, to which a flow holds those who emit.
   */
  static CoroutineContext changing(CoroutineContext coroutine, CoroutineContext added) {
    ContinuationInterceptor dispatcher = added.get(ContinuationInterceptor.Key);
    if (dispatcher == null || dispatcher.equals(coroutine.get(ContinuationInterceptor.Key))) {
      return added;
    }
    suspends(coroutine);
    return captureIn(NESTS ? added : coroutine.plus(added));
  }

  /** The coroutine, if it is one that runs on this thread, may be resumed elsewhere from now on. */
  static void suspends(CoroutineContext coroutine) {
    CurrentContext element = coroutine.get(KEY);
    if (element != null) {
      Run run = element.latest;
      if (run.thread == Thread.currentThread()) {
        run.left = Context.current();
      }
    }
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // restoreThreadContext restores
  public @Nullable Run updateThreadContext(CoroutineContext coroutine) {
    Run last = latest;
    Thread thread = Thread.currentThread();
    if (last.thread == thread) {
      // It runs here already, in a block with other elements besides this one.
      return null;
    }
    Run run = new Run(thread, Context.current(), last.left);
    latest = run;
    run.left.makeCurrent();
    return run;
  }

  @Override
  @SuppressWarnings("MustBeClosedChecker") // whatever scopes the coroutine has left open
  public void restoreThreadContext(CoroutineContext coroutine, @Nullable Run run) {
    if (run != null) {
      // Nobody reads this any more if the coroutine has been resumed elsewhere.
      run.left = Context.current();
      run.thread = null;
      run.before.makeCurrent();
    }
  }

  /** From one resumption of a coroutine until it has suspended. */
  static final class Run {
    /** Where it runs; null when it is over. */
    private volatile @Nullable Thread thread;

    /** What was current on the thread without the coroutine. */
    private final Context before;

    /** What the next run begins with. */
    private volatile Context left;

    Run(@Nullable Thread thread, Context before, Context left) {
      this.thread = thread;
      this.before = before;
      this.left = left;
    }
  }
}
