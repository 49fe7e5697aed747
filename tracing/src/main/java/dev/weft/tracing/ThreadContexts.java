package dev.weft.tracing;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the context that is current on each thread. A thread that does not run yet can be given
 * one, in which it then begins: as the initial value of the thread-local that holds it, so that
 * nothing has to be woven into what the thread runs.
 */
public final class ThreadContexts implements ContextStorage {
  private static final WeakMap<Thread, Context> GIVEN = new WeakMap<>();

  private static final ThreadLocal<@Nullable Context> CURRENT =
      new ThreadLocal<@Nullable Context>() {
        @Override
        protected @Nullable Context initialValue() {
          return GIVEN.remove(Thread.currentThread());
        }
      };

  ThreadContexts() {}

  /** Makes this the storage of contexts. To be called before the first use of a context. */
  public static void install() {
    ContextStorage.addWrapper(
        new Function<ContextStorage, ContextStorage>() {
          @Override
          public ContextStorage apply(ContextStorage standard) {
            return new ThreadContexts();
          }
        });
  }

  /**
   * Lets a thread begin in a context, unless it has been given one before.
   *
   * @param thread one that does not run yet
   * @return whether the context is the thread's now
   */
  public static boolean give(Thread thread, Context context) {
    return GIVEN.putIfAbsent(thread, context) == null;
  }

  /** Takes back what {@link #give} gave, from a thread that will not ask for it any more. */
  public static void withdraw(Thread thread) {
    GIVEN.remove(thread);
  }

  /** Makes a context current on the calling thread; answers what was current before. */
  static Context replace(Context context) {
    Context before = CURRENT.get();
    if (context != before) {
      CURRENT.set(context);
    }
    return before == null ? Context.root() : before;
  }

  @Override
  public @Nullable Context current() {
    return CURRENT.get();
  }

  @Override
  public Scope attach(@Nullable Context context) {
    Context before = CURRENT.get();
    if (context == null || context == before) {
      return Scope.noop();
    }
    CURRENT.set(context);
    return new Attached(context, before);
  }

  private static final class Attached implements Scope {
    private final Context context;
    private final @Nullable Context before;
    private boolean closed;

    Attached(Context context, @Nullable Context before) {
      this.context = context;
      this.before = before;
    }

    /** Does nothing on another thread, and where another context has been made current since. */
    @Override
    public void close() {
      if (!closed && CURRENT.get() == context) {
        closed = true;
        CURRENT.set(before);
      }
    }
  }
}
