package dev.weft.tracing;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Work that has begun and will end once: a span, and the context that is current while it runs.
 *
 * <p>The thread that starts an operation has its context current until it calls {@link #detach} or
 * ends the operation. Any thread may end it; only the first end counts.
 */
public abstract class Operation {
  private static final AtomicIntegerFieldUpdater<Operation> ENDED =
      AtomicIntegerFieldUpdater.newUpdater(Operation.class, "ended");

  private final Tracing tracing;
  private final Span span;
  private @Nullable Context context;

  // These three are touched by the starting thread only, which `thread` tells: a scope closed
  // elsewhere would take away a context that the other thread holds rightly.
  private @Nullable Thread thread;
  private @Nullable Context previous;
  private @Nullable Scope scope;

  private volatile int ended;

  /** An operation on a started span, in no context yet. */
  protected Operation(Tracing tracing, Span span) {
    this.tracing = tracing;
    this.span = span;
  }

  /**
   * Makes the given context current on the calling thread.
   *
   * @param context holds this operation's span
   * @param previous is current now, and will be again
   */
  @SuppressWarnings("MustBeClosedChecker") // closed by detach, maybe in another method's exit
  protected final void attach(Context context, Context previous) {
    this.context = context;
    this.previous = previous;
    this.thread = Thread.currentThread();
    this.scope = context.makeCurrent();
  }

  /** The span, recording or not. */
  public final Span span() {
    return span;
  }

  /** The context in which this operation's work runs, on whatever thread. */
  public final Context context() {
    Context own = context;
    return own == null ? Context.root() : own;
  }

  /** The tracing under which the operation started. */
  protected final Tracing tracing() {
    return tracing;
  }

  /** Whether the operation has ended. */
  public final boolean isEnded() {
    return ended != 0;
  }

  /**
   * Makes the context current again that was before the operation started, though the operation
   * goes on. Has an effect once, and only on the thread that started the operation.
   */
  @SuppressWarnings("MustBeClosedChecker") // what was current before is not ours to close
  public final void detach() {
    if (thread != Thread.currentThread()) {
      return;
    }
    Scope open = scope;
    Context before = previous;
    thread = null;
    scope = null;
    previous = null;
    if (open != null && before != null) {
      open.close();
      // Whoever left a context behind during the operation must not leave it to the next one.
      if (Context.current() != before) {
        Scope unused = before.makeCurrent();
      }
    }
  }

  /** Claims the end. Answers true to one caller only. */
  protected final boolean claimEnd() {
    return ENDED.compareAndSet(this, 0, 1);
  }
}
