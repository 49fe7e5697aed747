package dev.weft.instrumentation.reactor;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Fuseable;
import reactor.core.Scannable;

/**
 * A place where a chain is entered: at its end, where somebody requests and cancels, or below a
 * source that signals from elsewhere. What passes, in either direction, goes on in the chain's
 * context; what comes back finds its own again.
 *
 * <p>Fusion goes through: a queue is polled by operators that run in the chain's context already.
 */
class Boundary<T> implements CoreSubscriber<T>, Fuseable.QueueSubscription<T>, Scannable {
  final CoreSubscriber<? super T> actual;
  final Context context;

  /** Set before the chain below gets this as its subscription. */
  @SuppressWarnings("NullAway.Init")
  private Subscription upstream;

  Boundary(CoreSubscriber<? super T> actual, Context context) {
    this.actual = actual;
    this.context = context;
  }

  @Override
  public final reactor.util.context.Context currentContext() {
    return actual.currentContext();
  }

  @Override
  public final void onSubscribe(Subscription subscription) {
    upstream = subscription;
    Context previous = EnteredContext.enter(context);
    try {
      actual.onSubscribe(this);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public final void onNext(T element) {
    Context previous = EnteredContext.enter(context);
    try {
      actual.onNext(element);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public final void onError(Throwable error) {
    Context previous = EnteredContext.enter(context);
    try {
      actual.onError(error);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public final void onComplete() {
    Context previous = EnteredContext.enter(context);
    try {
      actual.onComplete();
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public final void request(long elements) {
    Context previous = EnteredContext.enter(context);
    try {
      upstream.request(elements);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public final void cancel() {
    Context previous = EnteredContext.enter(context);
    try {
      upstream.cancel();
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public final int requestFusion(int mode) {
    return upstream instanceof Fuseable.QueueSubscription
        ? queue().requestFusion(mode)
        : Fuseable.NONE;
  }

  @Override
  public final @Nullable T poll() {
    return queue().poll();
  }

  @Override
  public final int size() {
    return queue().size();
  }

  @Override
  public final boolean isEmpty() {
    return queue().isEmpty();
  }

  @Override
  public final void clear() {
    queue().clear();
  }

  /** Called once fusion was agreed upon, which only a queue does. */
  @SuppressWarnings("unchecked")
  private Fuseable.QueueSubscription<T> queue() {
    return (Fuseable.QueueSubscription<T>) upstream;
  }

  @Override
  public final @Nullable Object scanUnsafe(Attr key) {
    if (key == Attr.PARENT) {
      return upstream;
    }
    return key == Attr.ACTUAL ? actual : null;
  }
}
