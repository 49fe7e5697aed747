package dev.weft.instrumentation.rxjava;

import dev.weft.instrumentation.reactive.Passage;
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
    Context previous = Passage.into(context);
    try {
      actual.onSubscribe(this);
    } finally {
      Passage.back(previous);
    }
  }

  @Override
  public void onNext(T element) {
    Context previous = Passage.into(context);
    try {
      actual.onNext(element);
    } finally {
      Passage.back(previous);
    }
  }

  @Override
  public void onError(Throwable error) {
    Context previous = Passage.into(context);
    try {
      actual.onError(error);
    } finally {
      Passage.back(previous);
    }
  }

  @Override
  public void onComplete() {
    Context previous = Passage.into(context);
    try {
      actual.onComplete();
    } finally {
      Passage.back(previous);
    }
  }

  @Override
  public void request(long elements) {
    Context previous = Passage.into(context);
    try {
      upstream.request(elements);
    } finally {
      Passage.back(previous);
    }
  }

  @Override
  public void cancel() {
    Context previous = Passage.into(context);
    try {
      upstream.cancel();
    } finally {
      Passage.back(previous);
    }
  }
}
