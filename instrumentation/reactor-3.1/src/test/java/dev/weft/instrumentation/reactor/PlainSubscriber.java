package dev.weft.instrumentation.reactor;

import dev.weft.testing.reactive.Probe;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A subscriber of Reactive Streams that knows nothing of Reactor. */
final class PlainSubscriber implements Subscriber<Object> {
  private final Probe probe;
  private @Nullable Subscription subscription;

  PlainSubscriber(Probe probe) {
    this.probe = probe;
  }

  void request(long elements) {
    subscription.request(elements);
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    probe.look();
    this.subscription = subscription;
  }

  @Override
  public void onNext(Object element) {
    probe.look();
  }

  @Override
  public void onError(Throwable error) {
    throw new IllegalStateException(error);
  }

  @Override
  public void onComplete() {
    probe.look();
    probe.finished();
  }
}
