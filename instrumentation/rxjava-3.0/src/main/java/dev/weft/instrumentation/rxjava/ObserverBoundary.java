package dev.weft.instrumentation.rxjava;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.Observer;

/** An {@code Observable}'s boundary. */
final class ObserverBoundary<T> extends DisposableBoundary implements Observer<T> {
  private final Observer<? super T> actual;

  ObserverBoundary(Observer<? super T> actual) {
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
  public void onNext(T element) {
    Context previous = EnteredContext.enter(context);
    try {
      actual.onNext(element);
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
