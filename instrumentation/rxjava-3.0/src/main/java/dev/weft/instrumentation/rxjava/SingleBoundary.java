package dev.weft.instrumentation.rxjava;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.SingleObserver;

/** A {@code Single}'s boundary. */
final class SingleBoundary<T> extends DisposableBoundary implements SingleObserver<T> {
  private final SingleObserver<? super T> actual;

  SingleBoundary(SingleObserver<? super T> actual) {
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
}
