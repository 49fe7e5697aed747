package dev.weft.instrumentation.rxjava;

import dev.weft.tracing.EnteredContext;
import io.opentelemetry.context.Context;
import io.reactivex.rxjava3.core.FlowableSubscriber;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A {@code Flowable}'s boundary. */
final class FlowableBoundary<T> extends Boundary implements FlowableSubscriber<T>, Subscription {
  private final Subscriber<? super T> actual;

  /** Set before the chain below gets this as its subscription. */
  @SuppressWarnings("NullAway.Init")
  private Subscription upstream;

  FlowableBoundary(Subscriber<? super T> actual) {
    this.actual = actual;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    upstream = subscription;
    Context previous = EnteredContext.enter(context);
    try {
      actual.onSubscribe(this);
    } finally {
      EnteredContext.leave(previous);
    }
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
  public void onError(Throwable error) {
    Context previous = EnteredContext.enter(context);
    try {
      actual.onError(error);
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

  @Override
  public void request(long elements) {
    Context previous = EnteredContext.enter(context);
    try {
      upstream.request(elements);
    } finally {
      EnteredContext.leave(previous);
    }
  }

  @Override
  public void cancel() {
    Context previous = EnteredContext.enter(context);
    try {
      upstream.cancel();
    } finally {
      EnteredContext.leave(previous);
    }
  }
}
