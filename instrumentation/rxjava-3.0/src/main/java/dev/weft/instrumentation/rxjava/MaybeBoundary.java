package dev.weft.instrumentation.rxjava;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.MaybeObserver;

/** A {@code Maybe}'s boundary. */
final class MaybeBoundary<T> extends DisposableBoundary implements MaybeObserver<T> {
  private final MaybeObserver<? super T> actual;

  MaybeBoundary(MaybeObserver<? super T> actual) {
    this.actual = actual;
  }

  @Override
  void subscribed() {
    actual.onSubscribe(this);
  }

  @Override
  void failed(Throwable error) {
    actual.onError(error);
  }

  @Override
  public void onSuccess(T value) {
    Context previous = EnteredContext.enter(context);
    try {
      actual.onSuccess(value);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public void onComplete() {
    Context previous = EnteredContext.enter(context);
    try {
      actual.onComplete();
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
