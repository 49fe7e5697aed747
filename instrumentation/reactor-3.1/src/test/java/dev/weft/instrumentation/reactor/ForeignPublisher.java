package dev.weft.instrumentation.reactor;

import dev.weft.testing.reactive.Probe;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A publisher of one element, such as a driver has. */
final class ForeignPublisher implements Publisher<Integer>, Subscription {
  private final Probe probe;
  private @Nullable Subscriber<? super Integer> subscriber;

  ForeignPublisher(Probe probe) {
    this.probe = probe;
  }

  @Override
  public void subscribe(Subscriber<? super Integer> subscriber) {
    this.subscriber = subscriber;
    subscriber.onSubscribe(this);
  }

  void signal() {
    subscriber.onNext(1);
    subscriber.onComplete();
  }

  void fail() {
    subscriber.onError(new IllegalStateException("thrown"));
  }

  @Override
  public void request(long elements) {
    probe.look();
  }

  @Override
  public void cancel() {
    probe.look();
  }
}
