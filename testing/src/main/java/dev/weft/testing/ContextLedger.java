package dev.weft.testing;

import dev.weft.tracing.ThreadContexts;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A context storage that knows which context is current on every thread, so that tests find what
 * leaked into a pool's.
 */
final class ContextLedger implements ContextStorage {
  private final ContextStorage delegate;
  private final Changes changes;

  /** By thread, where the current context is not the root. Guarded by {@code changes}. */
  private final Map<Thread, Context> held = new LinkedHashMap<>();

  private ContextLedger(ContextStorage delegate, Changes changes) {
    this.delegate = delegate;
    this.changes = changes;
  }

  /**
   * Puts a ledger around the context storage of this JVM.
   *
   * @throws IllegalStateException if a context has been used before
   */
  static ContextLedger install(Changes changes) {
    ThreadContexts.install();
    ContextStorage.addWrapper(storage -> new ContextLedger(storage, changes));
    if (ContextStorage.get() instanceof ContextLedger ledger) {
      return ledger;
    }
    throw new IllegalStateException("the extension comes after the first use of a context");
  }

  @Override
  public Scope attach(Context context) {
    Scope scope = delegate.attach(context);
    note();
    return () -> {
      scope.close();
      note();
    };
  }

  @Override
  public @Nullable Context current() {
    return delegate.current();
  }

  @Override
  public Context root() {
    return delegate.root();
  }

  private void note() {
    Context current = delegate.current();
    synchronized (changes) {
      if (current == null || current == root()) {
        held.remove(Thread.currentThread());
      } else {
        held.put(Thread.currentThread(), current);
      }
      changes.notifyAll();
    }
  }

  /** The threads alive whose current context is not the root. */
  Map<Thread, Context> held() {
    synchronized (changes) {
      held.keySet().removeIf(thread -> !thread.isAlive());
      return new LinkedHashMap<>(held);
    }
  }

  Map<Thread, Context> heldByOthersThan(Thread thread) {
    Map<Thread, Context> others = held();
    others.remove(thread);
    return others;
  }
}
