package dev.weft.instrumentation.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;

/** Another library's flux, such as that of an HTTP client. */
final class ForeignFlux extends Flux<Integer> {
  private final ForeignPublisher publisher;

  ForeignFlux(ForeignPublisher publisher) {
    this.publisher = publisher;
  }

  @Override
  public void subscribe(CoreSubscriber<? super Integer> subscriber) {
    publisher.subscribe(subscriber);
  }

  void signal() {
    publisher.signal();
  }
}
