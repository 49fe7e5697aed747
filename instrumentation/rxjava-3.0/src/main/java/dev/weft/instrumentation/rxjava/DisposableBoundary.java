package dev.weft.instrumentation.rxjava;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.disposables.Disposable;

/** A boundary of a chain without backpressure. */
abstract class DisposableBoundary extends Boundary implements Disposable {
  /** Set before the chain below gets this as its disposable. */
  @SuppressWarnings("NullAway.Init")
  private Disposable upstream;

  abstract void subscribed();

  abstract void failed(Throwable error);

  public final void onSubscribe(Disposable disposable) {
    upstream = disposable;
    Context previous = EnteredContext.enter(context);
    try {
      subscribed();
    } finally {
      EnteredContext.leave(previous);
    }
  }

  public final void onError(Throwable error) {
    Context previous = EnteredContext.enter(context);
    try {
      failed(error);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public final void dispose() {
    Context previous = EnteredContext.enter(context);
    try {
      upstream.dispose();
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public final boolean isDisposed() {
    return upstream.isDisposed();
  }
}
