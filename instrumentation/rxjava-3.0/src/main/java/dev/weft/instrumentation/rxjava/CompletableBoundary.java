package dev.weft.instrumentation.rxjava;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.CompletableObserver;

/** A {@code Completable}'s boundary. */
final class CompletableBoundary extends DisposableBoundary implements CompletableObserver {
  private final CompletableObserver actual;

  CompletableBoundary(CompletableObserver actual) {
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
  public void onComplete() {
    Context previous = EnteredContext.enter(context);
    try {
      actual.onComplete();
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
